package io.streamgauge.agent;

import io.streamgauge.agent.clock.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scheduler of one thread, the test's own, whose time is that of a {@link ManualClock}. Work may move the clock. */
final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final ManualClock clock;
    private final PriorityQueue<Work> waiting = new PriorityQueue<>();
    private boolean ended;

    ManualScheduler(ManualClock clock) {
        this.clock = clock;
    }

    /** Does all that falls due, as a thread that may come too late for it. */
    void advance(Duration by) {
        Instant end = clock.instant().plus(by);
        for (Work next = waiting.peek(); next != null && !next.due.isAfter(end); next = waiting.peek()) {
            waiting.remove();
            if (next.due.isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), next.due));
            }
            next.run();
        }
        if (clock.instant().isBefore(end)) {
            clock.advance(Duration.between(clock.instant(), end));
        }
    }

    private Work add(Runnable task, long delay, TimeUnit unit, @Nullable Function<Instant, Instant> again) {
        if (ended) {
            throw new RejectedExecutionException("ended");
        }
        Work work = new Work(task, clock.instant().plusNanos(unit.toNanos(delay)), again);
        waiting.add(work);
        return work;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return add(task, delay, unit, null);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
        return add(task, delay, unit, due -> due.plusNanos(unit.toNanos(period)));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long pause, TimeUnit unit) {
        return add(task, delay, unit, due -> clock.instant().plusNanos(unit.toNanos(pause)));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable task) {
        Work unused = add(task, 0, TimeUnit.NANOSECONDS, null);
    }

    @Override
    public void shutdown() {
        ended = true;
        waiting.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>(waiting);
        shutdown();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return ended;
    }

    @Override
    public boolean isTerminated() {
        return ended;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return ended;
    }

    private final class Work extends FutureTask<@Nullable Void> implements ScheduledFuture<@Nullable Void> {

        private Instant due;
        private final @Nullable Function<Instant, Instant> again;

        Work(Runnable task, Instant due, @Nullable Function<Instant, Instant> again) {
            super(task, null);
            this.due = due;
            this.again = again;
        }

        @Override
        public void run() {
            if (again == null) {
                super.run();
            } else if (runAndReset()) {
                due = again.apply(due);
                waiting.add(this);
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.instant(), due));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
