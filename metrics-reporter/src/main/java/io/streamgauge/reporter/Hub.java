package io.streamgauge.reporter;

import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.SpanRecord;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * All that runs for one set of settings: a thread that takes in what Flink's threads leave, has the metrics read, and
 * feeds the links. The methods that Flink's threads call only append to bounded queues.
 */
final class Hub implements Runnable {

    /** Between looks at the queue while metrics come and go; Flink's threads are spared the cost of waking us. */
    private static final long TURN_NANOS = Duration.ofMillis(200).toNanos();
    /** Between looks while nothing happens. A look costs little, but being woken costs as much as reading a thousand metrics. */
    private static final long LONGEST_SLEEP_NANOS = Duration.ofSeconds(1).toNanos();
    /** Also after errors. */
    private static final long SHORTEST_SLEEP_NANOS = Duration.ofMillis(1).toNanos();
    /** New metrics are reported early, once none were added for this long and the last report is a second old. */
    private static final long QUIET_NANOS = Duration.ofMillis(400).toNanos();

    private static final long EARLY_REPORT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(800);

    private final Settings settings;
    private final String processId;
    private final OwnThreads threads = new OwnThreads("streamgauge-reporter");
    private final Problems problems = new Problems();
    private final ChangeQueue changes;
    private final RecordQueue records = new RecordQueue(problems);
    private final AtomicLong bytesSent = new AtomicLong();

    // Of the reporter's thread.
    private final MetricIndex index;
    private final Sampling sampling;
    private final Reports reports;
    private final List<Link> links = new ArrayList<>();
    private boolean changed;
    private long changedNanos;
    private long reportedNanos;
    private long dueNanos;

    private volatile @Nullable Thread thread;
    private volatile boolean closing;

    Hub(Settings settings, String processId) {
        this.settings = settings;
        this.processId = processId;
        this.changes = new ChangeQueue(settings.maxMetrics());
        this.index = new MetricIndex(settings.maxMetrics());
        this.sampling = new Sampling(threads, settings.gaugeTimeout(), problems);
        this.reports = new Reports(index, sampling, problems);
    }

    void start() {
        settings.problems().forEach(problem -> problems.note(problem, "settings"));
        Thread started = threads.newThread(this);
        thread = started;
        started.start();
    }

    /** Called under the lock of Flink's registry: never waits. */
    void added(Metric metric, String name, MetricGroup group) {
        changes.added(metric, name, group);
    }

    /** Called under the lock of Flink's registry: never waits. */
    void removed(Metric metric, String name, MetricGroup group) {
        changes.removed(metric, name, group);
    }

    /** The conversion is done on the reporter's thread. */
    void span(Supplier<SpanRecord> span) {
        records.span(span);
        wake();
    }

    /** The conversion is done on the reporter's thread. */
    void event(Supplier<EventRecord> event) {
        records.event(event);
        wake();
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(2, 2, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        try {
            prepare(pool);
            while (!closing) {
                LockSupport.parkNanos(this, sleepNanos(System.nanoTime()));
                Thread.interrupted();
                try {
                    turn(System.nanoTime());
                } catch (Throwable e) {
                    problems.note("failed with " + Problems.at(e), "reporter");
                }
            }
            finish();
        } catch (Throwable e) {
            problems.note("ended by " + Problems.at(e), "reporter");
        } finally {
            links.forEach(Link::abort);
            sampling.close();
            pool.shutdown();
        }
    }

    private void prepare(ThreadPoolExecutor pool) {
        HttpClient client = HttpClient.newBuilder()
                .executor(pool)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
        FrameWriter writer = new FrameWriter();
        writer.hello(ProcessFacts.hello(processId, settings.interval(), problems));
        ByteBuffer hello = writer.take();
        settings.agents()
                .forEach(agent -> links.add(new Link(
                        agent,
                        settings,
                        client,
                        () -> new Connection(hello.duplicate(), settings.outboxBytes(), pool, bytesSent, this::wake),
                        new BackOff(settings.reconnectMax(), new Random()),
                        problems)));
        OwnMetrics.process().forEach((name, metric) -> index.addOwn(metric, name, OwnMetrics.SCOPE));
        OwnMetrics.of(this).forEach((name, metric) -> index.addOwn(metric, name, OwnMetrics.SCOPE));
        long now = System.nanoTime();
        reportedNanos = now - EARLY_REPORT_NANOS;
        changedNanos = now;
        dueNanos = now;
    }

    /** Until the next thing that is due; who leaves spans and events, and connections, wake us. */
    private long sleepNanos(long nowNanos) {
        boolean changing = changed || nowNanos - changedNanos < LONGEST_SLEEP_NANOS;
        long sleep = changing ? TURN_NANOS : LONGEST_SLEEP_NANOS;
        sleep = Math.min(sleep, dueNanos - nowNanos);
        for (Link link : links) {
            sleep = Math.min(sleep, link.isAwaited() ? TURN_NANOS : link.nextTickNanos() - nowNanos);
        }
        return Math.max(sleep, SHORTEST_SLEEP_NANOS);
    }

    private void turn(long nowNanos) {
        if (applyChanges()) {
            changed = true;
            changedNanos = nowNanos;
        }
        links.forEach(link -> link.tick(nowNanos));
        records.drain(frame -> links.forEach(link -> link.record(frame)));
        boolean due = nowNanos - dueNanos >= 0;
        boolean mayBeEarly = nowNanos - reportedNanos
                >= Math.min(EARLY_REPORT_NANOS, settings.interval().toNanos());
        boolean settled = changed && nowNanos - changedNanos >= QUIET_NANOS;
        boolean newcomer = links.stream().anyMatch(link -> link.isReady() && !link.isInStep());
        if (due) {
            // Reports that were due meanwhile are not made up for.
            dueNanos = Math.max(dueNanos, nowNanos - settings.interval().toNanos())
                    + settings.interval().toNanos();
        }
        if (due || (mayBeEarly && (settled || newcomer))) {
            changed = false;
            reportedNanos = nowNanos;
            reports.send(links);
        }
    }

    private boolean applyChanges() {
        ChangeQueue.Change change = changes.drain();
        boolean any = change != null;
        for (; change != null; change = change.next()) {
            try {
                if (change.added) {
                    if (!index.add(change.metric, change.name, change.group)) {
                        problems.note("more metrics than max.metrics, or labels too long: refused", "registration");
                    }
                } else {
                    index.remove(change.metric, change.name, change.group);
                }
            } catch (Throwable e) {
                // Of groups and metrics, which are foreign code.
                problems.note("registration failed with " + Problems.at(e), change.name);
            }
        }
        if (changes.dropped() > 0) {
            problems.note("registrations dropped: more at once than max.metrics", "registration");
        }
        index.compact();
        return any;
    }

    /** Sends what waits, as far as the agents take it, and says good-bye. */
    private void finish() throws InterruptedException {
        records.drain(frame -> links.forEach(link -> link.record(frame)));
        long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos() / 2;
        while (!links.stream().allMatch(Link::isDrained) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        links.forEach(Link::close);
        TimeUnit.MILLISECONDS.sleep(50);
    }

    /** Ends all threads but those that a metric holds. Waits a little for what is still to be sent. */
    void close() {
        closing = true;
        wake();
        Thread ending = thread;
        if (ending != null && ending != Thread.currentThread()) {
            try {
                ending.join(CLOSE_TIMEOUT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    long cpuNanos() {
        return threads.cpuNanos();
    }

    long bytesSent() {
        return bytesSent.get();
    }

    int metrics() {
        return index.tables().size();
    }

    long refused() {
        return index.refused();
    }

    long changesDropped() {
        return changes.dropped();
    }

    long recordsDropped() {
        return records.dropped()
                + links.stream().mapToLong(Link::recordsDropped).sum();
    }

    long gaugeProblems() {
        return reports.gaugeProblems();
    }

    int samplersStuck() {
        return sampling.stuckCount();
    }

    long reconnects() {
        return links.stream().mapToLong(Link::reconnects).sum();
    }
}
