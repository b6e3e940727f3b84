package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import io.streamgauge.testbed.process.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When polls begin, and what is taken while one takes long. */
class PollingTest {

    /** Far beyond what a slow machine needs. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final ManualClock clock = new ManualClock();
    private final FakeJobManager jobManager = new FakeJobManager(vertx);
    private final FlinkRestSource source =
            new FlinkRestSource(vertx, FlinkRestSettings.of(jobManager.address()), clock, RestMetrics.NOOP);

    @BeforeEach
    void aJobRuns() {
        new FakeJob("11111111111111111111111111111111").on(jobManager);
    }

    @AfterEach
    void close() {
        Eventually.done(source.close());
        Eventually.done(vertx.close());
    }

    @Test
    void beginsNoPollWhileOneIsUnderWayOrTooSoon() {
        Promise<Void> letGo = Promise.promise();
        jobManager.raw("/jobs/overview", request -> letGo.future()
                .onSuccess(go -> request.response().end("{\"jobs\":[]}")));
        Future<Void> first = source.poll();
        clock.advance(Duration.ofSeconds(60));
        assertThat(source.poll()).as("the one under way").isSameAs(first);
        letGo.complete();
        Eventually.done(first);
        pollAfter(60);
        jobManager.asked();
        Eventually.done(source.poll());
        assertThat(jobManager.asked()).isEmpty();
    }

    /** No answer is awaited by whoever takes; several addresses and requests make a poll longer than one time limit. */
    @Test
    void anAnswerThatIsNotReplacedIsWithdrawn() {
        pollAfter(0);
        Instant read = clock.instant();
        Promise<Void> letGo = Promise.promise();
        jobManager.raw("/jobs/overview", request -> letGo.future()
                .onSuccess(go -> request.response().end("{\"jobs\":[]}")));
        clock.advance(Duration.ofSeconds(20));
        Future<Void> slow = source.poll();
        assertThat(source.take().jobs().value()).as("the newest there is").hasSize(1);
        clock.advance(Duration.ofSeconds(10));
        RestPoll stale = source.take();
        assertThat(stale.jobs().value()).isNull();
        assertThat(stale.jobs().at()).isEqualTo(read);
        assertThat(stale.cluster().value()).isNull();
        assertThat(stale.taskManagers().value()).isNull();
        assertThat(stale.health().problem()).isEqualTo("no new answer since " + read);
        assertThat(stale.health().lastSuccess()).isEqualTo(read);
        letGo.complete();
        Eventually.done(slow);
        assertThat(source.take().health().problem()).isNull();
    }

    /** With four answer timeouts of 5 s: between rare polls an answer is as good as it gets. */
    @Test
    void anAnswerLastsUntilTheNextTickHasHadItsChance() {
        Eventually.done(source.start(Duration.ofHours(1)));
        jobManager.asked();
        clock.advance(Duration.ofHours(1).plusSeconds(19));
        assertThat(source.take().jobs().value()).hasSize(1);
        assertThat(jobManager.asked()).as("one poll a tick").isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(source.take().jobs().value()).isNull();
    }

    @Test
    void pollsByItselfOneAfterTheOtherUntilClosed() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger polls = new AtomicInteger();
        Promise<Void> letGo = Promise.promise();
        jobManager.raw("/jobs/overview", request -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            polls.incrementAndGet();
            letGo.future().onSuccess(go -> {
                underWay.decrementAndGet();
                request.response().end("{\"jobs\":[]}");
            });
        });
        FlinkRestSource own =
                new FlinkRestSource(vertx, often(jobManager.address()), InstantSource.system(), RestMetrics.NOOP);
        Future<Void> first = own.start(Duration.ofMillis(1));
        Await.upTo(LIMIT, "the first poll").untilTrue(() -> polls.get() == 1);
        assertThat(first.isComplete()).isFalse();
        letGo.complete();
        Eventually.done(first);
        Await.upTo(LIMIT, "further polls").untilTrue(() -> polls.get() > 5);
        assertThat(most).hasValue(1);
        Eventually.done(own.close());
        Eventually.done(own.poll());
        int asked = polls.get();
        Eventually.done(own.poll());
        assertThat(polls).as("closed").hasValue(asked);
    }

    private static FlinkRestSettings often(URI address) {
        Duration often = Duration.ofMillis(1);
        return RestSettings.of(
                address,
                FlinkRestSettings.Timeouts.DEFAULT,
                new FlinkRestSettings.Minimums(often, often, often, often, often, often));
    }

    private RestPoll pollAfter(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        Eventually.done(source.poll());
        return source.take();
    }
}
