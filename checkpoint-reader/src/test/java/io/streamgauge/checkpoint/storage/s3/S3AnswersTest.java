package io.streamgauge.checkpoint.storage.s3;

import io.streamgauge.checkpoint.StorageUnavailableException;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.s3.FakeS3.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of each answer, on a server that gives them on demand. */
class S3AnswersTest {
    private static final String FILE = "s3://bucket/a/b";
    private static final String CONTENT = "0123456789";

    private final byte[] target = new byte[10];
    private FakeS3 server;
    private S3Storage storage;

    @BeforeEach
    void start() throws IOException {
        server = new FakeS3();
        storage = S3Storage.connect(
                settings(), StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "sesame")));
    }

    private S3Settings settings() {
        return S3Settings.defaults()
                .withEndpoint(server.endpoint(), true)
                .withLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(60), 3);
    }

    @AfterEach
    void stop() {
        storage.close();
        server.close();
    }

    private static Answer part(String body, String range) {
        return new Answer(206, Map.of("Content-Range", range), body, -1);
    }

    @Test
    void eachReadIsOneRequestOfWhatWasOpened() throws Exception {
        server.thenObject(10, "\"first\"").then(part("345", "bytes 3-5/10")).then(part("9", "bytes 9-9/10"));

        try (ByteSource file = storage.open("s3a://bucket/a/b")) {
            assertThat(file.size()).isEqualTo(10);
            assertThat(file.name()).isEqualTo(FILE);
            file.read(3, target, 1, 3);
            file.read(9, target, 4, 1);
            file.read(2, target, 0, 0);
        }

        assertThat(target).startsWith(0, '3', '4', '5', '9', 0);
        assertThat(server.requests())
                .containsExactly(
                        new FakeS3.Request("HEAD", "/bucket/a/b", Map.of("Range", "null", "If-Match", "null")),
                        new FakeS3.Request("GET", "/bucket/a/b", Map.of("Range", "bytes=3-5", "If-Match", "\"first\"")),
                        new FakeS3.Request(
                                "GET", "/bucket/a/b", Map.of("Range", "bytes=9-9", "If-Match", "\"first\"")));
    }

    @Test
    void doesNotAskForWhatIsNotThere() throws Exception {
        server.thenObject(10, "\"e\"");
        ByteSource file = storage.open(FILE);

        assertThatThrownBy(() -> file.read(8, target, 0, 3))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining(FILE);
        assertThatThrownBy(() -> file.read(-1, target, 0, 3)).isInstanceOf(EOFException.class);
        file.close();
        assertThatThrownBy(() -> file.read(0, target, 0, 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anotherObjectInItsPlaceIsNoneAtAll() throws Exception {
        server.thenObject(10, "\"e\"").thenError(412, "PreconditionFailed");
        ByteSource file = storage.open(FILE);

        assertThatThrownBy(() -> file.read(0, target, 0, 3))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(FILE)
                .hasMessageContaining("took its place");
    }

    @Test
    void triesAgainWhatFailsByChance() throws Exception {
        server.thenObject(10, "\"e\"")
                .thenError(503, "SlowDown")
                .then(new Answer(206, Map.of("Content-Range", "bytes 0-2/10"), "x", 3))
                .then(part("012", "bytes 0-2/10"));

        storage.open(FILE).read(0, target, 0, 3);

        assertThat(target).startsWith('0', '1', '2');
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void triesNotForEver() throws Exception {
        server.thenObject(10, "\"e\"");
        ByteSource file = storage.open(FILE);
        for (int i = 0; i < 5; i++) {
            server.thenError(503, "SlowDown");
        }

        assertThatThrownBy(() -> file.read(0, target, 0, 3))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining(FILE)
                .hasMessageContaining(server.endpoint().toString())
                .hasMessageContaining("503 SlowDown")
                .hasMessageContaining("3 times");
        assertThat(server.requests()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 1-3/10", "bytes 0-2/11", "bytes 0-3/10", "nonsense"})
    void noticesAnotherRangeThanTheOneAskedFor(String range) throws Exception {
        server.thenObject(10, "\"e\"").then(part("012", range));

        assertThatThrownBy(() -> storage.open(FILE).read(0, target, 0, 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(range)
                .hasMessageContaining("expected bytes 0-2/10");
    }

    @Test
    void noticesAStoreThatKnowsNoRanges() throws Exception {
        server.thenObject(10, "\"e\"").then(200, Map.of(), CONTENT);

        assertThatThrownBy(() -> storage.open(FILE).read(0, target, 0, 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no range, expected bytes 0-2/10");
    }

    @Test
    void takesTheWholeObjectWhereThatIsWanted() throws Exception {
        server.thenObject(10, "\"e\"").then(200, Map.of(), CONTENT);

        storage.open(FILE).read(0, target, 0, 10);

        assertThat(new String(target, StandardCharsets.UTF_8)).isEqualTo(CONTENT);
    }

    @Test
    void noticesMoreThanWasAskedFor() throws Exception {
        server.thenObject(10, "\"e\"").then(part("01234", "bytes 0-2/10"));

        assertThatThrownBy(() -> storage.open(FILE).read(0, target, 0, 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 3 bytes");
        assertThat(target[3]).isZero();
    }

    @Test
    void tellsTheRegionOfABucketThatIsElsewhere() {
        server.then(301, Map.of("x-amz-bucket-region", "eu-north-1"), "");

        assertThatThrownBy(() -> storage.open(FILE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("301")
                .hasMessageContaining("the bucket is in region eu-north-1");
    }

    @Test
    void tellsWhichPermissionIsMissing() {
        server.thenError(403, "AccessDenied").thenError(403, "AccessDenied");

        assertThatThrownBy(() -> storage.list("s3://bucket/a"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("403 AccessDenied to ListObjectsV2 in bucket bucket, key a")
                .hasMessageContaining("s3:ListBucket")
                .hasMessageNotContaining("words of the server");
        assertThatThrownBy(() -> storage.open(FILE))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("403")
                .hasMessageContaining("s3:GetObject");
    }

    @Test
    void saysWhereItLookedForCredentials() throws Exception {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("none, though secret=sesame was tried");
        };
        try (S3Storage without = S3Storage.connect(settings(), none)) {
            assertThatThrownBy(() -> without.open(FILE))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining(FILE)
                    .hasMessageContaining("AWS_ACCESS_KEY_ID")
                    .hasMessageNotContaining("sesame");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void nobodyThereIsUnavailable() throws Exception {
        server.close();

        assertThatThrownBy(() -> storage.open(FILE))
                .isInstanceOf(StorageUnavailableException.class)
                .hasMessageContaining(FILE)
                .hasMessageContaining(server.endpoint().toString())
                .hasMessageContaining("Connection refused");
    }

    @Test
    void refusesPathsThatAreNotInABucket() {
        for (String path :
                List.of("/a", "hdfs://x/a", "s3:///a", "s3://a b/c", "s3://b:80/c", "s3://bucket/../c", "a")) {
            assertThatThrownBy(() -> storage.open(path)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> storage.list(path)).isInstanceOf(AccessDeniedException.class);
        }
        assertThatThrownBy(() -> storage.open("s3://bucket"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("found a bucket");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void doesNotShowSecretsInPaths() {
        assertThatThrownBy(() -> storage.open("s3a://access:sesame@bucket/a"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("s3://bucket/a")
                .hasMessageContaining("credentials in the path")
                .hasMessageNotContaining("sesame");
    }
}
