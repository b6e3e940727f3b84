package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.source.flinkrest.answer.EndedCheckpoint;
import io.streamgauge.agent.source.flinkrest.answer.RestJob;
import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FlinkRestSourceTest {

    private static final String ONE = "11111111111111111111111111111111";
    private static final String TWO = "22222222222222222222222222222222";

    private final Vertx vertx = Vertx.vertx();
    private final ManualClock clock = new ManualClock();
    private final FakeJobManager jobManager = new FakeJobManager(vertx);
    private final FlinkRestSource source =
            new FlinkRestSource(vertx, FlinkRestSettings.of(jobManager.address()), clock, RestMetrics.NOOP);
    private final FakeJob job = new FakeJob(ONE);

    @BeforeEach
    void aJobRuns() {
        job.on(jobManager);
    }

    @AfterEach
    void close() {
        Eventually.done(source.close());
        Eventually.done(vertx.close());
    }

    @Test
    void tellsEverythingOfAHealthyJob() {
        job.complete(1, 5_000);
        RestPoll poll = pollAfter(0);
        assertThat(poll.address()).isEqualTo(jobManager.address().toString());
        assertThat(poll.health().problem()).isNull();
        assertThat(poll.health().lastSuccess()).isEqualTo(clock.instant());
        assertThat(poll.cluster().value()).isNotNull();
        assertThat(poll.taskManagers().value()).hasSize(1);
        RestJob read = onlyJob(poll);
        assertThat(read.overview().job()).isEqualTo(new JobRef(ONE, "job"));
        assertThat(read.graph().value()).isNotNull();
        assertThat(read.graph().at()).isEqualTo(clock.instant());
        assertThat(read.checkpoints().value()).isNotNull();
        assertThat(read.checkpointSettings().value()).isNotNull();
        assertThat(read.failures().value()).isEmpty();
        assertThat(Objects.requireNonNull(read.backpressure().get(FakeJob.VERTEX))
                        .value())
                .isNotNull();
        assertThat(poll.ended()).singleElement().satisfies(ended -> {
            assertThat(ended.jobId()).isEqualTo(ONE);
            assertThat(ended.checkpoint().processedInFlightBytes()).isEqualTo(7);
            assertThat(ended.checkpoint().persistedInFlightBytes()).isEqualTo(3);
        });
    }

    @Test
    void asksForNothingSoonerThanFlinkRefreshesIt() {
        pollAfter(0);
        jobManager.asked();
        String base = "/jobs/" + ONE;

        pollAfter(1);
        assertThat(jobManager.asked()).containsExactlyInAnyOrder("/jobs/overview", "/overview");
        pollAfter(2);
        assertThat(jobManager.asked())
                .containsExactlyInAnyOrder("/jobs/overview", "/overview", base, base + "/checkpoints");
        pollAfter(7);
        assertThat(jobManager.asked())
                .contains(
                        "/taskmanagers", base + "/exceptions", base + "/vertices/" + FakeJob.VERTEX + "/backpressure");
    }

    @Test
    void takesTheIntervalsThatFlinkIsConfiguredWith() {
        jobManager.json(
                "/jobmanager/config",
                "[{\"key\":\"web.refresh-interval\",\"value\":\"30 s\"},"
                        + "{\"key\":\"metrics.fetcher.update-interval\",\"value\":\"0\"}]");
        RestPoll first = pollAfter(0);
        assertThat(Objects.requireNonNull(onlyJob(first).backpressure().get(FakeJob.VERTEX))
                        .problem())
                .isEqualTo("not asked, since metrics.fetcher.update-interval is 0 in Flink");
        assertThat(first.health().problem()).isNull();
        jobManager.asked();
        pollAfter(20);
        assertThat(jobManager.asked()).containsExactlyInAnyOrder("/jobs/overview", "/overview", "/taskmanagers");
        pollAfter(10);
        assertThat(jobManager.asked()).contains("/jobs/" + ONE, "/jobs/" + ONE + "/checkpoints");
    }

    @Test
    void tellsEachEndedCheckpointOnceOverManyPolls() {
        List<Long> told = new ArrayList<>();
        long id = 0;
        for (int poll = 0; poll < 40; poll++) {
            for (int i = 0; i < poll % 5; i++) {
                id++;
                if (id % 7 == 0) {
                    job.fail(id, 1_000 * id, "Checkpoint expired before completing.");
                } else {
                    job.complete(id, 1_000 * id);
                }
            }
            ids(pollAfter(3)).forEach(told::add);
        }
        assertThat(told).isEqualTo(LongStream.rangeClosed(1, id).boxed().toList());
    }

    @Test
    void tellsWhyACheckpointFailed() {
        job.fail(3, 5_000, "Checkpoint expired before completing.");
        assertThat(pollAfter(0).ended())
                .extracting(ended -> ended.checkpoint().failure())
                .containsExactly("Checkpoint expired before completing.");
    }

    @Test
    void keepsEndedCheckpointsUntilTheyAreTaken() {
        job.complete(1, 1_000);
        Eventually.done(source.poll());
        job.complete(2, 2_000);
        clock.advance(Duration.ofSeconds(3));
        Eventually.done(source.poll());
        assertThat(ids(source.take())).containsExactly(1L, 2L);
        assertThat(ids(source.take())).isEmpty();
    }

    @Test
    void tellsACheckpointWithoutDetailsWhenFlinkHasDroppedIt() {
        job.complete(1, 1_000);
        RestPoll poll = pollAfter(0);
        EndedCheckpoint ended = poll.ended().get(0);
        assertThat(ended.vertices().value()).isNull();
        assertThat(ended.vertices().problem()).contains("HTTP 404", "/checkpoints/details/1");
        assertThat(poll.health().problem()).as("a dropped id is normal").isNull();
        assertThat(poll.health().errors()).isZero();
    }

    @Test
    void tellsACheckpointWithDetailsWhereThereAreSome() {
        job.complete(27, 1_000);
        jobManager.recorded("/jobs/" + ONE + "/checkpoints/details/27", "job-checkpoint-details");
        assertThat(pollAfter(0).ended().get(0).vertices().value()).hasSize(3);
    }

    @Test
    void aRestartedJobManagerWithANewJobBeginsAnewAtCheckpointOne() {
        job.complete(1, 1_000);
        assertThat(ids(pollAfter(0))).containsExactly(1L);
        jobManager.stop();
        RestPoll down = pollAfter(3);
        assertThat(down.jobs().value()).isNull();
        assertThat(down.vanished()).as("nobody said that it ended").isEmpty();

        FakeJob again = new FakeJob(TWO).on(jobManager);
        again.complete(1, 9_000);
        jobManager.restart();
        RestPoll up = pollAfter(30);
        assertThat(up.vanished()).containsExactly(new JobRef(ONE, "job"));
        assertThat(up.ended()).extracting(EndedCheckpoint::jobId).containsExactly(TWO);
    }

    @Test
    void aRestartedJobManagerWithTheSameJobTellsNoCheckpointTwiceAndNewOnesEvenWithOldIds() {
        job.complete(1, 1_000);
        job.complete(2, 2_000);
        assertThat(ids(pollAfter(0))).containsExactly(1L, 2L);
        FakeJob again = new FakeJob(ONE).on(jobManager);
        again.complete(2, 2_000);
        again.complete(1, 30_000);
        assertThat(pollAfter(30).ended())
                .extracting(ended -> ended.checkpoint().triggeredAt().toEpochMilli())
                .containsExactly(30_000L);
    }

    @Test
    void readsEverythingAnewFromAJobManagerThatWasSilent() {
        pollAfter(0);
        jobManager.stop();
        pollAfter(1);
        jobManager.restart();
        jobManager.asked();
        clock.advance(Duration.ofSeconds(1));
        pollAfter(0);
        assertThat(jobManager.asked()).contains("/jobmanager/config", "/jobs/" + ONE, "/taskmanagers");
    }

    @Test
    void aJobThatIsNoLongerListedHasVanishedOnce() {
        pollAfter(0);
        jobManager.json("/jobs/overview", "{\"jobs\":[]}");
        assertThat(pollAfter(3).vanished()).containsExactly(new JobRef(ONE, "job"));
        assertThat(pollAfter(3).vanished()).isEmpty();
    }

    @Test
    void readsAnEndedJobUntilFlinksCachesShowItsEndAndThenNoMore() {
        pollAfter(0);
        job.complete(9, 9_000);
        job.becomes("FINISHED");
        RestPoll ended = pollAfter(3);
        assertThat(ids(ended)).containsExactly(9L);
        assertThat(onlyJob(ended).backpressure()).isEmpty();
        pollAfter(20);
        jobManager.asked();
        pollAfter(20);
        assertThat(jobManager.asked()).noneMatch(path -> path.startsWith("/jobs/" + ONE));
    }

    @Test
    void asksNothingAboutAJobThatHadEndedBefore() {
        job.becomes("FAILED");
        RestPoll poll = pollAfter(0);
        assertThat(onlyJob(poll).graph().problem()).isEqualTo("not read yet");
        assertThat(jobManager.asked()).noneMatch(path -> path.startsWith("/jobs/" + ONE));
    }

    @Test
    void countsRequestsBytesAndErrors() {
        CountingRestMetrics metrics = new CountingRestMetrics();
        FlinkRestSource counted =
                new FlinkRestSource(vertx, FlinkRestSettings.of(jobManager.address()), clock, metrics);
        jobManager.raw("/taskmanagers", FakeJobManager.status(500, "{}"));
        Eventually.done(counted.poll());
        assertThat(metrics.events())
                .contains("answered OVERVIEW 201", "answered JOBS", "failed TASK_MANAGERS STATUS", "polled")
                .doesNotContain("failed JOBS");
        Eventually.done(counted.close());
    }

    @Test
    void sendsTheAuthorizationItWasGiven() {
        FlinkRestSettings plain = FlinkRestSettings.of(jobManager.address());
        FlinkRestSource authorized = new FlinkRestSource(
                vertx,
                new FlinkRestSettings(
                        plain.addresses(),
                        "Bearer secret",
                        null,
                        plain.timeouts(),
                        plain.longestAnswerBytes(),
                        plain.minimums()),
                clock,
                RestMetrics.NOOP);
        Eventually.done(authorized.poll());
        assertThat(jobManager.authorizations()).isNotEmpty().containsOnly("Bearer secret");
        assertThat(authorized.take().toString()).doesNotContain("secret");
        Eventually.done(authorized.close());
    }

    private RestPoll pollAfter(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        Eventually.done(source.poll());
        return source.take();
    }

    private static RestJob onlyJob(RestPoll poll) {
        return Objects.requireNonNull(poll.jobs().value()).get(0);
    }

    private static List<Long> ids(RestPoll poll) {
        return poll.ended().stream()
                .map(EndedCheckpoint::checkpoint)
                .map(CheckpointRecord::id)
                .toList();
    }
}
