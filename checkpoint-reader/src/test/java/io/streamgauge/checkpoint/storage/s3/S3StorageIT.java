package io.streamgauge.checkpoint.storage.s3;

import io.streamgauge.checkpoint.StorageUnavailableException;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.MeteredStorage;
import io.streamgauge.checkpoint.storage.ReadMeter;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoredFile;
import io.streamgauge.checkpoint.storage.scheme.SchemeStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

/** Against a real S3-compatible server. */
class S3StorageIT {
    private static final String ROOT = "s3://" + S3Fixture.BUCKET;

    private static S3Fixture s3;
    private static S3Storage storage;

    @BeforeAll
    static void start() throws IOException {
        s3 = new S3Fixture();
        storage = s3.storage(s3.settings());
    }

    @AfterAll
    static void stop() {
        storage.close();
        s3.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Storage from, String path) throws IOException {
        try (ByteSource file = from.open(path)) {
            byte[] content = new byte[(int) file.size()];
            file.read(0, content, 0, content.length);
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    @Test
    void listsOneLevel() throws Exception {
        s3.put("tree/a", bytes("1"));
        s3.put("tree/below/b", bytes("22"));
        s3.put("tree/below/further/c", bytes("333"));
        s3.put("treetop", bytes("4444"));

        List<StoredFile> found = storage.list("s3a://" + S3Fixture.BUCKET + "/tree/");

        assertThat(found)
                .extracting(StoredFile::path, StoredFile::isDirectory, StoredFile::sizeBytes)
                .containsExactlyInAnyOrder(tuple(ROOT + "/tree/a", false, 1L), tuple(ROOT + "/tree/below", true, 0L));
        assertThat(found).allSatisfy(file -> assertThat(file.modified() == null).isEqualTo(file.isDirectory()));
        assertThat(storage.list(ROOT)).extracting(StoredFile::path).contains(ROOT + "/tree", ROOT + "/treetop");
        assertThatThrownBy(() -> storage.list(ROOT + "/tre")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void listsMoreThanOnePage() throws Exception {
        for (int i = 0; i < 1_005; i++) {
            s3.put("many/file-" + i, new byte[] {1});
        }
        s3.put("many/directory/x", new byte[] {1});

        assertThat(storage.list(ROOT + "/many")).hasSize(1_006).doesNotHaveDuplicates();
        try (S3Storage small = s3.storage(s3.settings().withPageSize(7))) {
            assertThat(small.list(ROOT + "/many")).containsExactlyInAnyOrderElementsOf(storage.list(ROOT + "/many"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"with blank", "plus+plus", "per%cent%20", "a=b&c?d#e", "größe-日本-😀", "quote'\"<>", "tilde~(x)!$"
            })
    void namesAreTakenAsTheyAre(String name) throws Exception {
        s3.put("names/" + name + "/" + name, bytes(name));
        String directory = ROOT + "/names/" + name;

        assertThat(storage.list(ROOT + "/names")).extracting(StoredFile::path).contains(directory);
        assertThat(storage.list(directory)).extracting(StoredFile::path).containsExactly(directory + "/" + name);
        assertThat(read(storage, directory + "/" + name)).isEqualTo(name);
    }

    @Test
    void readsRangesAndCountsThem() throws Exception {
        s3.put("ranges", bytes("0123456789"));
        ReadMeter meter = new ReadMeter();
        byte[] target = new byte[4];

        try (ByteSource file = new MeteredStorage(storage, meter).open(ROOT + "/ranges")) {
            file.read(6, target, 0, 4);
            assertThat(new String(target, StandardCharsets.UTF_8)).isEqualTo("6789");
            file.read(0, target, 1, 2);
            assertThat(new String(target, StandardCharsets.UTF_8)).isEqualTo("6019");
        }

        assertThat(meter.filesOpened()).isEqualTo(1);
        assertThat(meter.rangesRead()).isEqualTo(2);
        assertThat(meter.bytesRead()).isEqualTo(6);
    }

    @Test
    void anEmptyObjectIsAnEmptyFile() throws Exception {
        s3.put("empty", new byte[0]);

        assertThat(read(storage, ROOT + "/empty")).isEmpty();
    }

    @Test
    void tellsWhatIsNotThere() throws Exception {
        s3.put("vanishing", bytes("content"));
        ByteSource file = storage.open(ROOT + "/vanishing");
        s3.delete("vanishing");

        assertThatThrownBy(() -> file.read(0, new byte[3], 0, 3))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(ROOT + "/vanishing");
        assertThatThrownBy(() -> storage.open(ROOT + "/vanishing")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.list("s3://nobucket/a"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no such bucket");
    }

    @Test
    void anObjectThatWasReplacedIsGone() throws Exception {
        s3.put("replaced", bytes("first"));
        ByteSource file = storage.open(ROOT + "/replaced");
        s3.put("replaced", bytes("other"));

        assertThatThrownBy(() -> file.read(0, new byte[5], 0, 5))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("took its place");
    }

    @Test
    void wrongCredentialsAreToldWithoutThem() throws Exception {
        s3.put("a/file", bytes("content"));
        String secret = "sesame-open-the-door";
        for (String access : List.of(s3.server().accessKey(), "somebody")) {
            StaticCredentialsProvider wrong =
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret));
            try (S3Storage locked = S3Storage.connect(s3.settings(), wrong)) {
                for (ThrowingCallable call : List.<ThrowingCallable>of(
                        () -> locked.open(ROOT + "/a/file"), () -> locked.list(ROOT + "/a"))) {
                    Throwable thrown = catchThrowable(call);
                    assertThat(thrown)
                            .isInstanceOf(AccessDeniedException.class)
                            .hasMessageContaining("bucket " + S3Fixture.BUCKET)
                            .hasMessageContaining("key a")
                            .hasMessageContaining("403");
                    assertThat(everything(thrown))
                            .doesNotContain(secret, s3.server().secretKey());
                }
            }
        }
    }

    private static String everything(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** As everybody's: of the places where the SDK looks, system properties are the one that a test can set. */
    @Test
    void findsCredentialsTheUsualWay() throws Exception {
        s3.put("usual", bytes("way"));
        System.setProperty("aws.accessKeyId", s3.server().accessKey());
        System.setProperty("aws.secretAccessKey", s3.server().secretKey());
        try (SchemeStorage all = new SchemeStorage(List.of(), s3.settings())) {
            assertThat(read(all, "s3p://" + S3Fixture.BUCKET + "/usual")).isEqualTo("way");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void aServerThatHangsIsWaitedForAsLongAsTheSettingsSay() throws Exception {
        s3.put("frozen", bytes("content"));
        Duration attempt = Duration.ofSeconds(3);
        try (S3Storage impatient = s3.storage(s3.settings().withLimits(attempt, attempt, attempt.multipliedBy(2), 2))) {
            ByteSource file = storage.open(ROOT + "/frozen");
            byte[] target = new byte[7];
            s3.server().process().freeze();
            try {
                assertThatThrownBy(() -> impatient.open(ROOT + "/frozen"))
                        .isInstanceOf(StorageUnavailableException.class)
                        .hasMessageContaining(ROOT + "/frozen")
                        .hasMessageContaining(s3.server().endpoint().toString())
                        .hasMessageContaining("2 attempts of 3 s");
            } finally {
                s3.server().process().thaw();
            }
            file.read(0, target, 0, 7);
            assertThat(new String(target, StandardCharsets.UTF_8)).isEqualTo("content");
        }
    }

    @Test
    void aServerThatIsGoneIsToldAndFoundAgain() throws Exception {
        s3.put("killed", bytes("content"));
        ByteSource file = storage.open(ROOT + "/killed");
        byte[] target = new byte[7];
        s3.server().process().kill();

        assertThatThrownBy(() -> file.read(0, target, 0, 7))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining(ROOT + "/killed")
                .hasMessageContaining("Connection refused");

        s3.server().restart();
        file.read(0, target, 0, 7);
        assertThat(new String(target, StandardCharsets.UTF_8)).isEqualTo("content");
    }
}
