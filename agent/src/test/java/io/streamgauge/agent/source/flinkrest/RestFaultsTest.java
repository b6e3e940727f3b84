package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.source.flinkrest.answer.EndedCheckpoint;
import io.streamgauge.agent.source.flinkrest.answer.RestJob;
import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class RestFaultsTest {

    private static final String ONE = "11111111111111111111111111111111";

    private final Vertx vertx = Vertx.vertx();
    private final ManualClock clock = new ManualClock();
    private final FakeJobManager first = new FakeJobManager(vertx);
    private final FakeJobManager second = new FakeJobManager(vertx);
    private final FakeJob job = new FakeJob(ONE);

    @BeforeEach
    void aJobRuns() {
        job.on(first);
        job.on(second);
    }

    @AfterEach
    void close() {
        Eventually.done(vertx.close());
    }

    static Stream<Arguments> wrongAnswers() {
        String cut = "{\"jobs\":[{\"jid\":\"1111";
        return Stream.of(
                wrong("500", FakeJobManager.status(500, "{\"errors\":[\"Boom.\\n\\tat x\"]}"), "HTTP 500: Boom."),
                wrong("503", FakeJobManager.status(503, "{\"errors\":[\"No leader.\"]}"), "HTTP 503: No leader."),
                wrong("302", FakeJobManager.status(302, ""), "HTTP 302"),
                wrong(
                        "HTML",
                        FakeJobManager.status(200, "<!doctype html><html>login</html>"),
                        "found HTML, expected JSON"),
                wrong("nothing", FakeJobManager.status(200, ""), "found nothing, expected JSON"),
                wrong("cut JSON", FakeJobManager.status(200, cut), "found broken or cut JSON, expected JSON"),
                wrong("cut body", FakeJobManager.cut(cut), "onnection"),
                wrong("two values", FakeJobManager.status(200, "{\"jobs\":[]} {}"), "found broken or cut JSON"),
                wrong("other JSON", FakeJobManager.status(200, "[1]"), "expected an array, found missing"),
                wrong("NaN", FakeJobManager.status(200, "{\"jobs\":\"NaN\"}"), "expected an array, found string"),
                wrong("deep", FakeJobManager.status(200, "[".repeat(60_000)), "found broken or cut JSON"),
                wrong("huge number", FakeJobManager.status(200, "{\"jobs\":1e999999999}"), "found number"),
                wrong("redirect", RestFaultsTest::elsewhere, "HTTP 302"),
                wrong("too large", RestFaultsTest::tooLarge, "more than 65536 bytes"),
                wrong("endless", RestFaultsTest::endless, "no whole answer within 1000 ms"),
                wrong("silence", RestFaultsTest::silence, "no whole answer within 1000 ms"));
    }

    private static Arguments wrong(String name, Consumer<HttpServerRequest> answer, String words) {
        return Arguments.arguments(name, answer, words);
    }

    private static void tooLarge(HttpServerRequest request) {
        request.response().end("{\"jobs\":\"" + "x".repeat(100_000) + "\"}");
    }

    /** Following it would send credentials, and the agent, wherever an answer says. */
    private static void elsewhere(HttpServerRequest request) {
        request.response()
                .setStatusCode(302)
                .putHeader("Location", "http://" + request.authority() + "/elsewhere")
                .end();
    }

    private static void silence(HttpServerRequest request) {
        request.pause();
    }

    /** A space now and then is valid JSON so far, for ever. */
    private static void endless(HttpServerRequest request) {
        request.response().setChunked(true).write(" ");
        drip(request);
    }

    private static void drip(HttpServerRequest request) {
        Vertx current = Objects.requireNonNull(Vertx.currentContext()).owner();
        current.setTimer(20, tick -> {
            if (!request.response().closed()) {
                request.response().write(" ");
                drip(request);
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void aWrongListOfJobsIsAProblemInWordsEndsNothingAndPasses(
            String name, Consumer<HttpServerRequest> wrong, String words) {
        FlinkRestSource source = source(first.address());
        job.complete(1, 1_000);
        SourceFacts good = pollAfter(source, 0).health();

        first.raw("/jobs/overview", wrong);
        RestPoll bad = pollAfter(source, 1);
        assertThat(bad.jobs().value()).isNull();
        assertThat(bad.jobs().problem()).contains(first.address() + "/jobs/overview: ", words);
        assertThat(bad.vanished()).isEmpty();
        assertThat(bad.address()).isNull();
        assertThat(bad.health().problem()).contains(words);
        assertThat(bad.health().lastSuccess()).isEqualTo(good.lastSuccess());
        assertThat(bad.health().errors()).isEqualTo(good.errors() + 1);

        job.on(first);
        RestPoll again = pollAfter(source, 10);
        assertThat(again.health().problem()).isNull();
        assertThat(again.jobs().value()).hasSize(1);
        assertThat(again.ended()).as("told before").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void aWrongPartLeavesTheOthers(String name, Consumer<HttpServerRequest> wrong, String words) {
        FlinkRestSource source = source(first.address());
        pollAfter(source, 0);
        first.raw("/jobs/" + ONE + "/checkpoints", wrong);
        RestPoll poll = pollAfter(source, 3);
        RestJob read = Objects.requireNonNull(poll.jobs().value()).get(0);
        assertThat(read.checkpoints().value()).as("keeps nothing").isNull();
        assertThat(read.checkpoints().problem()).isNotNull();
        assertThat(read.checkpoints().at()).isEqualTo(clock.instant());
        assertThat(read.checkpointSettings().value()).isNotNull();
        assertThat(poll.health().problem()).contains("/checkpoints: ");

        job.complete(1, 1_000);
        job.on(first);
        assertThat(pollAfter(source, 10).ended())
                .extracting(ended -> ended.checkpoint().id())
                .containsExactly(1L);
    }

    @Test
    void aSilentMinuteIsSurvivedWithFewRequests() {
        FlinkRestSource source = source(first.address());
        pollAfter(source, 0);
        first.freeze();
        first.asked();
        for (int second = 0; second < 60; second++) {
            RestPoll poll = pollAfter(source, 1);
            assertThat(poll.jobs().value()).isNull();
            assertThat(poll.health().problem()).contains("no whole answer within 1000 ms");
        }
        assertThat(first.asked()).hasSizeBetween(2, 10).containsOnly("/jobs/overview");
        first.thaw();
        assertThat(pollAfter(source, 10).health().problem()).isNull();
    }

    @Test
    void aJobManagerThatFreezesWithinAPollCostsOneTimeoutAndNotOnePerRequest() {
        FlinkRestSource source = source(first.address());
        List<String> vertices = Stream.iterate(0, i -> i < 200, i -> i + 1)
                .map(i -> String.format("{\"id\":\"%032x\",\"name\":\"v\",\"parallelism\":1}", i))
                .toList();
        first.json("/jobs/" + ONE, "{\"vertices\":[" + String.join(",", vertices) + "]}");
        for (int i = 0; i < 200; i++) {
            first.raw(String.format("/jobs/%s/vertices/%032x/backpressure", ONE, i), RestFaultsTest::silence);
        }
        RestPoll poll = pollAfter(source, 0);
        assertThat(first.asked().stream().filter(path -> path.endsWith("/backpressure")))
                .hasSizeLessThanOrEqualTo(8);
        RestJob read = Objects.requireNonNull(poll.jobs().value()).get(0);
        assertThat(read.backpressure().values()).hasSize(200).allSatisfy(part -> assertThat(part.problem())
                .contains("no whole answer within 1000 ms"));
    }

    @Test
    void anInternalErrorOfBackpressureIsHowFlinkSaysThatItHasNoMetricsYet() {
        FlinkRestSource source = source(first.address());
        first.raw(
                "/jobs/" + ONE + "/vertices/" + FakeJob.VERTEX + "/backpressure",
                FakeJobManager.status(500, "{\"errors\":[\"Internal server error.\"]}"));
        RestPoll poll = pollAfter(source, 0);
        RestJob read = Objects.requireNonNull(poll.jobs().value()).get(0);
        assertThat(read.backpressure().values()).singleElement().satisfies(part -> assertThat(part.problem())
                .contains("HTTP 500: Internal server error."));
        assertThat(poll.health().problem()).isNull();
        assertThat(poll.health().errors()).isZero();
    }

    @Test
    void aCheckpointIsToldOnceThoughItsDetailsTimeOut() {
        FlinkRestSource source = source(first.address());
        job.complete(1, 1_000);
        first.raw("/jobs/" + ONE + "/checkpoints/details/1", RestFaultsTest::silence);
        assertThat(pollAfter(source, 0).ended()).hasSize(1);
        assertThat(pollAfter(source, 3).ended()).isEmpty();
    }

    @Test
    void goesOnAtTheNextAddressAndStaysThere() {
        FlinkRestSource source = source(first.address(), second.address());
        assertThat(pollAfter(source, 0).address()).isEqualTo(first.address().toString());
        first.stop();
        RestPoll moved = pollAfter(source, 1);
        assertThat(moved.address()).isEqualTo(second.address().toString());
        assertThat(moved.jobs().value()).hasSize(1);
        assertThat(moved.vanished()).isEmpty();
        first.restart();
        assertThat(pollAfter(source, 60).address()).isEqualTo(second.address().toString());
    }

    @Test
    void followsALeaderThatMovesAndTellsNoCheckpointTwice() {
        FlinkRestSource source = source(first.address(), second.address());
        job.complete(1, 1_000);
        assertThat(checkpoints(pollAfter(source, 0))).containsExactly(1L);
        first.everything(FakeJobManager.status(503, "{\"errors\":[\"ongoing leader election\"]}"));
        job.complete(2, 2_000);
        assertThat(checkpoints(pollAfter(source, 3))).containsExactly(2L);
        job.on(first);
        second.everything(FakeJobManager.status(503, "{\"errors\":[\"ongoing leader election\"]}"));
        job.complete(3, 3_000);
        RestPoll back = pollAfter(source, 30);
        assertThat(back.address()).isEqualTo(first.address().toString());
        assertThat(checkpoints(back)).containsExactly(3L);
    }

    @Test
    void namesEveryAddressWhenNoneAnswers() {
        FlinkRestSource source = source(first.address(), second.address());
        first.stop();
        second.everything(FakeJobManager.status(503, "{}"));
        assertThat(pollAfter(source, 0).health().problem())
                .contains(first.address() + "/jobs/overview: ", second.address() + "/jobs/overview: HTTP 503");
    }

    @Test
    void keepsAPathInFrontOfFlinks() {
        first.json("/proxy/flink/jobs/overview", "{\"jobs\":[]}");
        FlinkRestSource source = source(URI.create(first.address() + "/proxy/flink/"));
        assertThat(pollAfter(source, 0).jobs().value()).isEmpty();
    }

    private FlinkRestSource source(URI... addresses) {
        FlinkRestSettings settings = FlinkRestSettings.of(addresses);
        return new FlinkRestSource(
                vertx,
                new FlinkRestSettings(
                        settings.addresses(),
                        null,
                        null,
                        new FlinkRestSettings.Timeouts(
                                Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(10)),
                        64 << 10,
                        settings.minimums()),
                clock,
                RestMetrics.NOOP);
    }

    private RestPoll pollAfter(FlinkRestSource source, int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        Eventually.done(source.poll());
        return source.take();
    }

    private static List<Long> checkpoints(RestPoll poll) {
        return poll.ended().stream()
                .map(EndedCheckpoint::checkpoint)
                .map(checkpoint -> checkpoint.id())
                .toList();
    }
}
