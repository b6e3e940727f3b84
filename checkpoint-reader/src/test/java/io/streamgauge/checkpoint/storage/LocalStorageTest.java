package io.streamgauge.checkpoint.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalStorageTest {
    @TempDir
    private Path directory;

    private Path root;
    private Path outside;
    private LocalStorage storage;

    @BeforeEach
    void directories() throws IOException {
        // A blank and a percent sign: Flink writes them as they are.
        root = Files.createDirectories(directory.resolve("check points%20"));
        outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(root.resolve("a"), "0123456789");
        Files.writeString(outside.resolve("secret"), "secret");
        storage = new LocalStorage(List.of(root));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:", "file://"})
    void readsWhatFlinksPathsName(String prefix) throws IOException {
        try (ByteSource source = storage.open(prefix + root + "/a")) {
            assertThat(source.size()).isEqualTo(10);
            assertThat(text(source, 3, 4)).isEqualTo("3456");
        }
    }

    @Test
    void readsByManyThreadsAtOnce() throws Exception {
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((i * 31) >> 8);
        }
        Files.write(root.resolve("b"), bytes);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ByteSource source = storage.open(root + "/b")) {
            List<Future<byte[]>> read = IntStream.range(0, 64)
                    .mapToObj(i -> threads.submit(() -> {
                        byte[] part = new byte[1 << 14];
                        source.read((long) i << 14, part, 0, part.length);
                        return part;
                    }))
                    .toList();
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i).get()).isEqualTo(java.util.Arrays.copyOfRange(bytes, i << 14, (i + 1) << 14));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void tellsMissingFromForbidden() {
        assertThatThrownBy(() -> storage.open(root + "/none")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.list(root + "/none")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.open(outside + "/secret"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("outside of");
        assertThatThrownBy(() -> storage.open(outside + "/none")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> storage.open(root.toString())).isInstanceOf(FileSystemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../outside/secret", "/x/../../outside/secret", "/./../outside/secret"})
    void refusesToGoUp(String path) {
        assertThatThrownBy(() -> storage.open(root + path))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("'..'");
    }

    @Test
    void followsLinksOnlyWithinTheRoots() throws IOException {
        Files.createSymbolicLink(root.resolve("inside"), root.resolve("a"));
        Files.createSymbolicLink(root.resolve("out"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("outdir"), outside);
        Files.createSymbolicLink(root.resolve("broken"), root.resolve("none"));

        try (ByteSource source = storage.open(root + "/inside")) {
            assertThat(text(source, 0, 2)).isEqualTo("01");
        }
        assertThatThrownBy(() -> storage.open(root + "/out")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> storage.open(root + "/outdir/secret")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> storage.list(root + "/outdir")).isInstanceOf(AccessDeniedException.class);
        assertThat(storage.list(root.toString()))
                .extracting(StoredFile::path)
                .containsExactlyInAnyOrder(root + "/a", root + "/inside");
    }

    @Test
    void takesARootThatIsALink() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), root);
        LocalStorage linked = new LocalStorage(List.of(link));

        assertThat(linked.list("file:" + link)).extracting(StoredFile::path).containsExactly("file:" + link + "/a");
        try (ByteSource source = linked.open(link + "/a")) {
            assertThat(source.size()).isEqualTo(10);
        }
    }

    @Test
    void readsToTheEndOfAFileThatIsDeleted() throws IOException {
        try (ByteSource source = storage.open(root + "/a")) {
            Files.delete(root.resolve("a"));
            assertThat(text(source, 8, 2)).isEqualTo("89");
        }
    }

    @Test
    void failsPastTheEndAndAfterClose() throws IOException {
        ByteSource source = storage.open(root + "/a");
        assertThatThrownBy(() -> text(source, 8, 3))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("expected 1 bytes more");
        source.close();
        assertThatThrownBy(() -> text(source, 0, 1)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void countsWhatIsRead() throws IOException {
        ReadMeter meter = new ReadMeter();
        Storage metered = new MeteredStorage(storage, meter);

        metered.list(root.toString());
        try (ByteSource source = metered.open(root + "/a")) {
            text(source, 0, 4);
            try (ByteSource stretch = new SourceStretch(source, 5, 5)) {
                assertThat(text(stretch, 1, 2)).isEqualTo("67");
                assertThatThrownBy(() -> text(stretch, 4, 2)).isInstanceOf(EOFException.class);
            }
        }
        assertThatThrownBy(() -> metered.open(root + "/none")).isInstanceOf(NoSuchFileException.class);

        assertThat(meter.directoriesListed()).isEqualTo(1);
        assertThat(meter.filesOpened()).isEqualTo(1);
        assertThat(meter.rangesRead()).isEqualTo(2);
        assertThat(meter.bytesRead()).isEqualTo(6);
    }

    @Test
    void refusesStretchesPastTheEnd() {
        ByteSource source = new MemorySource("m", new byte[10]);
        assertThatThrownBy(() -> new SourceStretch(source, 5, 6)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new SourceStretch(source, -1, 2)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new SourceStretch(source, Long.MAX_VALUE, Long.MAX_VALUE))
                .isInstanceOf(EOFException.class);
    }

    private static String text(ByteSource source, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        source.read(position, bytes, 0, length);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
