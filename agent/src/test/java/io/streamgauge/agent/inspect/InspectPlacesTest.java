package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.InspectFixture.Result;
import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.SupersededException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every place that people name, right and wrong. */
class InspectPlacesTest {
    private static final String JOB = "f061f586b3e435e883e4c9e980b07fad";

    @TempDir
    private Path directory;

    private Path root = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        root = InspectFixture.copy("flink-2.3-rocksdb-incremental", directory);
    }

    private static Result run(Object... arguments) {
        return InspectFixture.plain().run(arguments);
    }

    private static void assertFails(Result result, String... said) {
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("streamgauge: ").contains(said);
        assertThat(result.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/" + JOB, "/" + JOB + "/chk-2", "/" + JOB + "/chk-2/", "/" + JOB + "/chk-2/_metadata"})
    void anyPlaceOfACheckpoint(String below) {
        Result result = run(root + below);

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Checkpoint 2 of job " + JOB);
        assertThat(run("file:" + root + below).out()).startsWith("Checkpoint 2 of job " + JOB);
        assertThat(run("file://" + root + below).out()).startsWith("Checkpoint 2 of job " + JOB);
    }

    @Test
    void aLinkToACheckpoint() throws IOException {
        Path link = Files.createSymbolicLink(
                directory.resolve("latest"), root.resolve(JOB).resolve("chk-2"));

        Result result = run(link);

        assertThat(result.out()).startsWith("Checkpoint 2 of job " + JOB).doesNotContain("not read");
    }

    @Test
    void namesDoNotReachTheTerminalRaw() {
        assertFails(run(root.resolve("\u001b[2Jx\ny")), "?[2Jx?y: found nothing there");
    }

    @Test
    void nothingThere() {
        assertFails(run(root.resolve("no")), "found nothing there, expected a checkpoint");
    }

    @Test
    void aDirectoryAbove() {
        assertFails(run(root.resolve("../")), "no checkpoints right there, but in checkpoints: name " + root);
    }

    @Test
    void aDirectoryOfSomethingElse() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("other/a/b"));

        assertFails(run(directory.resolve("other")), "found the directories a, expected _metadata, chk-N");
        assertFails(run(empty), "found no directories, expected _metadata");
    }

    @Test
    void aJobWithoutCheckpoints() throws IOException {
        Path job = directory.resolve("none/" + JOB);
        Files.createDirectories(job.resolve("shared"));

        assertFails(run(job), "none has completed yet, or the job ended and kept none");
        assertFails(run(directory.resolve("none")), "none has completed yet, or the job ended and kept none");
    }

    @Test
    void onlyIncompleteOnes() throws IOException {
        Path job = directory.resolve("some/" + JOB);
        Files.createDirectories(job.resolve("chk-5"));
        Files.createDirectories(job.resolve("chk-6"));

        assertFails(run(job), "2 checkpoints without _metadata, expected a complete one", "chk-5", "chk-6");
    }

    @Test
    void anotherFile() {
        assertFails(run(directory.resolve("flink-2.3-rocksdb-incremental/README.md")), "found a file of another kind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gs://bucket/checkpoints", "hdfs://name/checkpoints", "ABFS://bucket/x"})
    void aStorageThatIsNotRead(String place) {
        assertFails(run(place), "expected a path of the local file system or of S3", "copy the checkpoint");
    }

    @Test
    void aDamagedOneNamesFileOffsetAndWhatWasExpected() throws IOException {
        Path metadata = root.resolve(JOB).resolve("chk-2/_metadata");
        try (RandomAccessFile file = new RandomAccessFile(metadata.toFile(), "rw")) {
            file.writeInt(0x12345678);
        }

        assertFails(run(root), metadata + " at byte 0: found 0x12345678, expected 0x4960672d");
    }

    @Test
    void aTruncatedOne() throws IOException {
        Path metadata = root.resolve(JOB).resolve("chk-2/_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        Files.write(metadata, Arrays.copyOf(bytes, 100));

        assertFails(run(root), metadata + " at byte ");
    }

    @Test
    void filesThatAreGoneAreTold() throws IOException {
        Path shared = root.resolve(JOB).resolve("shared");
        for (Path file : InspectFixture.files(shared)) {
            Files.delete(file);
        }

        Result result = run(root, "--width", 250);

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("not read: ").contains("--also DIRECTORY");
    }

    @Test
    void oneOfManyThatIsDamagedDoesNotHideTheOthers() throws IOException {
        Path damaged = Files.createDirectories(root.resolve(JOB).resolve("chk-3"));
        Files.writeString(damaged.resolve("_metadata"), "not one");

        Result result = run(root, "--all");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("chk-3/_metadata at byte 0");
        assertThat(result.out()).contains("chk-2");
    }

    @Test
    void namesThatAreNotThereAreAnsweredWithThoseThatAre() {
        assertFails(run(root, "--operator", "rooster"), "--operator: found \"rooster\", expected one of ", "roster");
        assertFails(
                run(root, "--state", "logg", "--operator", "roster"),
                "--state: found \"logg\", expected one of ",
                "log");
    }

    @Test
    void operatorsGoByUidAndId() {
        String byUid = run(root, "--operator", "roster", "--state", "log").out();

        assertThat(byUid)
                .contains("roster / log")
                .contains("all else, not selected")
                .doesNotContain("roster / note");
        assertThat(run(root, "--operator", "67ad6363", "--state", "log").out())
                .contains("roster / log")
                .doesNotContain("roster / note");
    }

    @Test
    void failuresOfTheFileSystemSayWhatToDo() {
        assertThat(Failures.describe(new AccessDeniedException("/x"))).startsWith("/x: access denied; run as a user");
        assertThat(Failures.describe(new NoSuchFileException("/x"))).startsWith("/x: found nothing there");
        assertThat(Failures.describe(new SupersededException("/x", new NoSuchFileException("/x/_metadata"))))
                .startsWith("/x disappeared while it was read")
                .endsWith("name the directory of the job to read the newest one");
        assertThat(Failures.describe(new CheckpointFormatException("/x", 7, "found a, expected b")))
                .isEqualTo("/x at byte 7: found a, expected b");
    }
}
