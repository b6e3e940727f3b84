package io.streamgauge.checkpoint.storage.scheme;

import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.s3.S3Settings;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SchemeStorageTest {
    @TempDir
    Path directory;

    @Test
    void readsFilesUnderEachSpelling() throws Exception {
        Files.write(directory.resolve("x"), new byte[] {1, 2, 3});
        try (SchemeStorage storage = new SchemeStorage(List.of(directory), S3Settings.defaults())) {
            for (String prefix : List.of("", "file:", "file://")) {
                try (ByteSource file = storage.open(prefix + directory + "/x")) {
                    assertThat(file.size()).isEqualTo(3);
                }
                assertThat(storage.list(prefix + directory)).hasSize(1);
            }
        }
    }

    @Test
    void refusesSchemesThatItDoesNotKnow() {
        try (SchemeStorage storage = new SchemeStorage(List.of(directory), S3Settings.defaults())) {
            assertThatThrownBy(() -> storage.open("hdfs://name/a/b"))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("hdfs://name/a/b")
                    .hasMessageContaining("found scheme hdfs");
            assertThatThrownBy(() -> storage.open("a/b")).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> storage.list("s3://bucket/../b")).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void eachSpellingOfS3LeadsToS3() throws Exception {
        // Nobody listens on port 1; which storage was asked is in the message.
        S3Settings settings = S3Settings.defaults().withEndpoint(URI.create("http://127.0.0.1:1"), true);
        try (SchemeStorage storage = new SchemeStorage(List.of(directory), settings)) {
            for (String scheme : List.of("s3", "s3a", "s3p")) {
                assertThatThrownBy(() -> storage.open(scheme + "://bucket")).hasMessageContaining("s3://bucket");
            }
        }
    }

    @Test
    void isClosedForGood() {
        SchemeStorage storage = new SchemeStorage(List.of(directory), S3Settings.defaults());
        storage.close();

        assertThatThrownBy(() -> storage.open("s3://bucket/a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    /** The reader's own classes in a class loader that has no SDK. */
    @Test
    void needsTheSdkForS3Only() throws Exception {
        URL classes = SchemeStorage.class.getProtectionDomain().getCodeSource().getLocation();
        Files.write(directory.resolve("x"), new byte[] {1, 2, 3}, StandardOpenOption.CREATE_NEW);
        try (URLClassLoader bare = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> settings = bare.loadClass(S3Settings.class.getName());
            Class<?> type = bare.loadClass(SchemeStorage.class.getName());
            assertThat(type).isNotSameAs(SchemeStorage.class);
            Constructor<?> constructor = type.getConstructor(List.class, settings);
            Object storage = constructor.newInstance(
                    List.of(directory), settings.getMethod("defaults").invoke(null));

            assertThat((List<?>) type.getMethod("list", String.class).invoke(storage, directory.toString()))
                    .hasSize(1);
            assertThatThrownBy(() -> type.getMethod("open", String.class).invoke(storage, "s3://bucket/a"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("expected the AWS SDK in the class path")
                    .hasMessageContaining("software.amazon.awssdk:s3");
        }
    }
}
