package io.streamgauge.reporter.sampling;

import io.streamgauge.reporter.fixture.FakeGroup;
import io.streamgauge.reporter.index.MetricBlock;
import io.streamgauge.reporter.index.MetricIndex;
import io.streamgauge.reporter.index.MetricTables;
import io.streamgauge.reporter.index.Outcome;
import io.streamgauge.reporter.problem.Problems;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose the tables are when a run is taken from its sampler. */
class TakeoverTest {

    /** Several blocks, the last of them not full. */
    private static final int METRICS = 1_300;

    private static final long AGES = 20_000;

    private final Problems problems = new Problems();
    private final MetricIndex index = new MetricIndex(10_000);
    private final FakeGroup group = FakeGroup.of("s");

    private Changes changes() {
        return new Changes((block, row) -> {}, problems);
    }

    private Run run(int from, Changes changes) {
        return new Run(index.tables().blocks(), from, Set.of(), true, false, changes);
    }

    private static Thread start(Sampler sampler) {
        Thread thread = new Thread(sampler, "sampler under test");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private long read(int position) {
        int place = index.tables().placeAt(position);
        MetricBlock block = index.tables().block(place);
        int row = MetricTables.row(place);
        return block.outcome(row) == Outcome.LONG ? block.bits(row) : -block.outcome(row);
    }

    /** Taken at any moment: each metric is settled by one of the two threads, and the one that lost writes nothing any more. */
    @Test
    void eachMetricIsSettledOnceByWhoeverOwnsIt() throws Exception {
        ThreadLocal<Long> reader = new ThreadLocal<>();
        for (int i = 0; i < METRICS; i++) {
            index.add((Gauge<Long>) reader::get, "m" + i, group.front());
        }
        Random random = new Random(1);
        int taken = 0;
        long age = 0;
        while (taken < 100) {
            assertThat(age).as("runs of which %s were taken", taken).isLessThan(AGES);
            long first = age * 2 + 1;
            long second = age * 2 + 2;
            Changes changes = changes();
            Run run = run(0, changes);
            Thread thread = new Thread(() -> {
                reader.set(first);
                run.read(new Chunk());
            });
            thread.start();
            int wait = random.nextInt(METRICS);
            while (run.position() < wait && !run.isDone()) {
                Thread.onSpinWait();
            }
            int at = run.take();
            int from = at == Run.NOT_TAKEN ? METRICS : at;
            if (at != Run.NOT_TAKEN) {
                taken++;
                reader.set(second);
                assertThat(run(from, changes).read(new Chunk())).isTrue();
            }
            thread.join();
            assertThat(run.isDone()).isEqualTo(from == METRICS);
            for (int position = 0; position < METRICS; position++) {
                assertThat(read(position))
                        .as("metric %s of run %s", position, age)
                        .isEqualTo(position < from ? first : second);
            }
            age++;
        }
    }

    @Test
    void whatAStuckMetricReturnsLateIsSeenByNobody() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicLong later = new AtomicLong();
        class Blocking implements Gauge<Long> {
            @Override
            public Long getValue() {
                entered.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return 99L;
            }
        }
        List<Gauge<Long>> gauges = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            gauges.add(i == 7 ? new Blocking() : later::incrementAndGet);
            index.add(gauges.get(i), "m" + i, group.front());
        }
        Sampler sampler = new Sampler();
        Thread thread = start(sampler);
        Run run = run(0, changes());
        sampler.start(run);
        entered.await();
        assertThat(run.take()).isEqualTo(7);
        assertThat(run.take()).isEqualTo(Run.NOT_TAKEN);
        assertThat(run.heldBy()).isEqualTo(Blocking.class);
        assertThat(read(6)).isEqualTo(7);
        // Rows move while the thread is held.
        index.remove(gauges.get(0), "m0", group.front());
        index.remove(gauges.get(7), "m7", group.front());
        release.countDown();
        thread.join();
        assertThat(sampler.hasEnded()).isTrue();
        assertThat(run.isDone()).isFalse();
        assertThat(later).as("nothing is read past the metric that was stuck").hasValue(7);
        for (int position = 0; position < index.tables().size(); position++) {
            assertThat(read(position)).isNotEqualTo(99);
        }
    }

    @Test
    void aRunThatIsDoneCannotBeTaken() {
        index.add((Gauge<Long>) () -> 5L, "m", group.front());
        Run run = run(0, changes());
        assertThat(run.take()).isEqualTo(Run.NOT_TAKEN);
        assertThat(run.read(new Chunk())).isTrue();
        assertThat(run.isDone()).isTrue();
        assertThat(run.take()).isEqualTo(Run.NOT_TAKEN);
        assertThat(read(0)).isEqualTo(5);
    }

    /** The watcher would wait for ever. */
    @Test
    void anErrorOfOurOwnEndsTheRun() throws Exception {
        List<MetricBlock> broken = new AbstractList<>() {
            @Override
            public MetricBlock get(int at) {
                throw new OutOfMemoryError("planted");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        Run run = new Run(broken, 0, Set.of(), true, false, changes());
        Sampler sampler = new Sampler();
        Thread thread = new Thread(sampler);
        thread.setUncaughtExceptionHandler(
                (ended, planted) -> assertThat(planted).hasMessage("planted"));
        thread.start();
        sampler.start(run);
        thread.join();
        assertThat(run.hasFailed()).isTrue();
        assertThat(sampler.hasEnded()).isTrue();
    }
}
