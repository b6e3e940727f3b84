package io.streamgauge.agent.source.checkpoint;

import io.streamgauge.agent.fact.CheckpointContent;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.source.checkpoint.CheckpointSettings.ReadDepth;
import io.streamgauge.checkpoint.read.ReadRequest;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.ReadCost;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.LocalStorage;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoredFile;
import io.streamgauge.checkpoint.storage.s3.S3Settings;
import io.streamgauge.testbed.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CheckpointSourceTest {

    private static final String GOLDEN = "flink-2.3-rocksdb-incremental";
    private static final Instant NOW = GoldenCheckpoints.TRIGGERED.plusSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Counts counts = new Counts();
    private CheckpointSource source = source(CheckpointSettings.defaults(), local());

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void readsWhatAJobTellsOfAndJoinsIt() {
        Path directory = GoldenCheckpoints.directory(GOLDEN);
        Facts facts = joined(GoldenCheckpoints.job(7, "file:" + directory));

        CheckpointContent content = facts.content(GoldenCheckpoints.JOB.id()).orElseThrow();
        assertThat(content.report().operators())
                .isEqualTo(GoldenCheckpoints.report(GOLDEN, ReadRequest.sizes()).operators().stream()
                        .map(operator -> content.operator(operator.id()).orElseThrow())
                        .toList());
        assertThat(content.report().bytes())
                .isEqualTo(GoldenCheckpoints.report(GOLDEN, ReadRequest.sizes()).bytes());
        assertThat(health(facts).problem()).isNull();
        assertThat(health(facts).lastSuccess()).isEqualTo(NOW);
        assertThat(counts.reads).hasValue(1);
    }

    @Test
    void aCheckpointIsReadOnce() {
        JobFacts job =
                GoldenCheckpoints.job(7, GoldenCheckpoints.directory(GOLDEN).toString());
        joined(job);
        joined(job);
        JobFacts next =
                GoldenCheckpoints.job(8, GoldenCheckpoints.directory(GOLDEN).toString());
        source.join(facts(next));
        Await.upTo(LIMIT, "the next one read").until(counts.reads::get, reads -> reads == 2);
    }

    @Test
    void theNewestIsReadWhereFlinkHasDeletedTheOneItToldOf() throws IOException {
        Path directory = GoldenCheckpoints.directory(GOLDEN);
        Facts facts = joined(
                GoldenCheckpoints.job(0, directory.resolveSibling("chk-0").toString()));

        CheckpointContent content = facts.content(GoldenCheckpoints.JOB.id()).orElseThrow();
        assertThat(content.report().checkpoint().path()).isEqualTo(directory.toString());
        assertThat(content.completedAt())
                .as("of the one that was read, nobody told")
                .isEqualTo(NOW);
        assertThat(counts.superseded).hasValue(1);
        assertThat(counts.failures).hasValue(0);
        assertThat(health(facts).problem()).isNull();
    }

    @Test
    void storageThatIsNotThereIsAProblemSaidWithWhatToDo(@TempDir Path empty) {
        String path = "file:" + empty.resolve("not-mounted/" + "a".repeat(32) + "/chk-3");
        Facts facts = failed(GoldenCheckpoints.job(3, path));

        assertThat(health(facts).problem())
                .startsWith("no read access to " + path)
                .contains("checkpoint.prefixes");
        assertThat(facts.contents()).isEmpty();
        assertThat(counts.superseded).as("tried once").hasValue(1);
    }

    @Test
    void schemesThatNobodyReadsAreAProblem() {
        Facts facts = failed(GoldenCheckpoints.job(3, "hdfs://namenode/checkpoints/" + "a".repeat(32) + "/chk-3"));
        assertThat(health(facts).problem()).contains("no read access to hdfs://namenode/checkpoints");
    }

    @Test
    void rootsAreKeptTo(@TempDir Path root) {
        restart(settings(List.of(root), Map.of()), local(root));
        Facts facts = failed(
                GoldenCheckpoints.job(3, GoldenCheckpoints.directory(GOLDEN).toString()));
        assertThat(health(facts).problem()).contains("access denied").contains("checkpoint.roots");
    }

    @Test
    void aDamagedDescriptionIsAProblemAndTheNextCheckpointHealsIt(@TempDir Path base) throws IOException {
        Path job = Files.createDirectories(base.resolve("a".repeat(32)));
        Files.write(Files.createDirectory(job.resolve("chk-1")).resolve("_metadata"), new byte[] {1, 2, 3});
        assertThat(health(failed(GoldenCheckpoints.job(1, job.resolve("chk-1").toString())))
                        .problem())
                .startsWith("not understood: ");

        Facts healed = joined(
                GoldenCheckpoints.job(2, GoldenCheckpoints.directory(GOLDEN).toString()));
        assertThat(health(healed).problem()).isNull();
        assertThat(health(healed).errors()).isEqualTo(1);
    }

    @Test
    void pathsAreMappedByTheLongestPrefix() {
        CheckpointSettings settings = settings(
                List.of(Path.of("/")),
                Map.of("s3://bucket", "/mnt", "s3://bucket/flink", "/srv/flink", "file:/data", "/mnt/data"));
        assertThat(settings.mapped("s3://bucket/flink/x/chk-1")).isEqualTo("/srv/flink/x/chk-1");
        assertThat(settings.mapped("s3://bucket/other/chk-1")).isEqualTo("/mnt/other/chk-1");
        assertThat(settings.mapped("file:/data/chk-1")).isEqualTo("/mnt/data/chk-1");
        assertThat(settings.mapped("/elsewhere/chk-1")).isEqualTo("/elsewhere/chk-1");
    }

    @Test
    void checkpointsThatStayInTheJobManagerAreNoProblem() {
        JobFacts job = GoldenCheckpoints.job(3, "<checkpoint-not-externally-addressable>");
        assertThat(ToldCheckpoint.newestOf(job, null)).isNull();
        assertThat(ToldCheckpoint.newestOf(GoldenCheckpoints.job(3, null), null))
                .isNull();
    }

    @Test
    void aCheckpointThatASpanTellsOfIsLookedForBesideTheOneBefore() {
        ToldCheckpoint before = Objects.requireNonNull(
                ToldCheckpoint.newestOf(GoldenCheckpoints.job(7, "s3://bucket/job/chk-7"), null));
        ToldCheckpoint next = Objects.requireNonNull(
                ToldCheckpoint.newestOf(GoldenCheckpoints.job(8, null), before.directoryOfJob()));
        assertThat(next.directory()).isEqualTo("s3://bucket/job/chk-8");
        assertThat(next.is(ToldCheckpoint.newestOf(GoldenCheckpoints.job(8, "s3://bucket/job/chk-8"), null)))
                .as("REST tells it again")
                .isTrue();
        assertThat(Objects.requireNonNull(ToldCheckpoint.newestOf(GoldenCheckpoints.job(7, "s3://b/savepoint-1"), null))
                        .directoryOfJob())
                .isNull();
    }

    @Test
    void whatIsKnownOfAJobThatIsGoneIsForgotten() {
        joined(GoldenCheckpoints.job(7, GoldenCheckpoints.directory(GOLDEN).toString()));
        assertThat(source.join(facts()).contents()).isEmpty();
    }

    /** Storage that hangs must not hold up the tick, nor the checkpoints that complete meanwhile. */
    @Test
    void joiningNeverWaitsAndOnlyTheNewestIsReadAfterwards() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        restart(CheckpointSettings.defaults(), new Held(local(), asked, release));
        String path = GoldenCheckpoints.directory(GOLDEN).toString();
        source.join(facts(GoldenCheckpoints.job(1, path)));
        Await.upTo(LIMIT, "the first being read").until(asked::getCount, count -> count == 0);
        for (int id = 2; id <= 5; id++) {
            assertThat(source.join(facts(GoldenCheckpoints.job(id, path))).contents())
                    .isEmpty();
        }
        release.countDown();
        Await.upTo(LIMIT, "the first and the last read").until(counts.reads::get, reads -> reads == 2);
    }

    @Test
    void uidsOfTheCheckpointNameTheOperatorsOfTheJob() {
        OperatorReport known = GoldenCheckpoints.report(GOLDEN, ReadRequest.sizes()).operators().stream()
                .filter(operator -> operator.uid() != null)
                .findFirst()
                .orElseThrow();
        OperatorRef asMetricsHaveIt = new OperatorRef(known.id(), null, "name of the metrics");
        Facts facts = joined(
                GoldenCheckpoints.job(7, GoldenCheckpoints.directory(GOLDEN).toString(), asMetricsHaveIt));

        assertThat(facts.jobs().get(0).operators())
                .extracting(OperatorFacts::operator)
                .containsExactly(new OperatorRef(known.id(), known.uid(), "name of the metrics"));
    }

    @Test
    void keysAreSampledUnlessOnlySizesAreAskedFor() {
        JobFacts job =
                GoldenCheckpoints.job(7, GoldenCheckpoints.directory(GOLDEN).toString());
        assertThat(samples(joined(job))).isNotEmpty();

        CheckpointSettings usual = CheckpointSettings.defaults();
        restart(
                new CheckpointSettings(
                        ReadDepth.SIZES, 8, usual.localRoots(), List.of(), Map.of(), S3Settings.defaults()),
                local());
        assertThat(samples(joined(job))).isEmpty();
    }

    private static List<StateReport> samples(Facts facts) {
        return facts.contents().get(0).report().operators().stream()
                .flatMap(operator -> operator.states().stream())
                .filter(state -> state.sample() != null)
                .toList();
    }

    private Facts joined(JobFacts job) {
        return Await.upTo(LIMIT, "the checkpoint read")
                .until(() -> source.join(facts(job)), facts -> !facts.contents().isEmpty());
    }

    private Facts failed(JobFacts job) {
        return Await.upTo(LIMIT, "a problem told")
                .until(() -> source.join(facts(job)), facts -> health(facts).problem() != null);
    }

    private static Facts facts(JobFacts... jobs) {
        return new Facts(NOW, List.of(jobs), List.of(), List.of());
    }

    private static SourceFacts health(Facts facts) {
        return facts.sources().stream()
                .filter(source -> source.name().equals("checkpoint"))
                .findFirst()
                .orElseThrow();
    }

    private static Storage local(Path... roots) {
        return new LocalStorage(roots.length == 0 ? List.of(Path.of("/")) : List.of(roots));
    }

    private static CheckpointSettings settings(List<Path> roots, Map<String, String> prefixes) {
        return new CheckpointSettings(ReadDepth.SIZES, 1, roots, List.of(), prefixes, S3Settings.defaults());
    }

    private void restart(CheckpointSettings settings, Storage storage) {
        source.close();
        source = source(settings, storage);
    }

    private CheckpointSource source(CheckpointSettings settings, Storage storage) {
        return new CheckpointSource(storage, settings, new byte[16], counts, InstantSource.fixed(NOW));
    }

    private static final class Counts implements CheckpointMetrics {
        final AtomicInteger reads = new AtomicInteger();
        final AtomicInteger superseded = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();

        @Override
        public void read(ReadCost cost) {
            reads.incrementAndGet();
        }

        @Override
        public void superseded() {
            superseded.incrementAndGet();
        }

        @Override
        public void failed() {
            failures.incrementAndGet();
        }
    }

    /** A storage that answers only after it was released. */
    private record Held(Storage storage, CountDownLatch asked, CountDownLatch release) implements Storage {

        @Override
        public List<StoredFile> list(String directory) throws IOException {
            await();
            return storage.list(directory);
        }

        @Override
        public ByteSource open(String file) throws IOException {
            await();
            return storage.open(file);
        }

        private void await() throws IOException {
            asked.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
