package io.streamgauge.reporter;

import io.streamgauge.reporter.index.MetricIndex;
import io.streamgauge.reporter.intake.ChangeQueue;
import io.streamgauge.reporter.intake.RecordQueue;
import io.streamgauge.reporter.link.BackOff;
import io.streamgauge.reporter.link.Connection;
import io.streamgauge.reporter.link.Link;
import io.streamgauge.reporter.link.Reports;
import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.reporter.process.OwnMetrics;
import io.streamgauge.reporter.process.ProcessFacts;
import io.streamgauge.reporter.process.ProcessMetrics;
import io.streamgauge.reporter.profile.Profiling;
import io.streamgauge.reporter.profile.Recorder;
import io.streamgauge.reporter.sampling.Sampling;
import io.streamgauge.reporter.settings.Settings;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.SpanRecord;
import java.net.URI;
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
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
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
    private final Recorder recorder;
    private final Sleeper sleeper;
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
    // Times of the sleeper.
    private long reportedNanos;
    private long dueNanos;

    private volatile @Nullable Thread thread;
    private volatile boolean closing;

    /** @param recorder takes the profiles of the whole JVM */
    Hub(Settings settings, String processId, Recorder recorder, Sleeper sleeper) {
        this.settings = settings;
        this.processId = processId;
        this.recorder = recorder;
        this.sleeper = sleeper;
        this.changes = new ChangeQueue(settings.maxMetrics());
        this.index = new MetricIndex(settings.maxMetrics());
        this.sampling = new Sampling(threads, settings.gaugeTimeout(), problems);
        this.reports = new Reports(index, sampling::read, problems);
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
        sleeper.wake();
    }

    /** The conversion is done on the reporter's thread. */
    void event(Supplier<EventRecord> event) {
        records.event(event);
        sleeper.wake();
    }

    @Override
    public void run() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(2, 2, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        try {
            prepare(pool);
            while (!closing) {
                sleeper.sleep(sleepNanos(sleeper.nanoTime()));
                try {
                    turn(sleeper.nanoTime());
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
        writer.hello(ProcessFacts.hello(processId, settings.interval(), settings.profilerAllowed(), problems));
        ByteBuffer hello = writer.take();
        Profiling profiling = new Profiling(
                settings.profilerAllowed(),
                settings.profilerDirectory(),
                settings.ignoredCrashes(),
                recorder,
                problems);
        long now = sleeper.nanoTime();
        for (URI agent : settings.agents()) {
            links.add(new Link(
                    agent,
                    settings,
                    client,
                    () -> new Connection(
                            hello.duplicate(),
                            settings.outboxBytes(),
                            bytesSent,
                            profiling,
                            sleeper::wake,
                            sleeper::nanoTime),
                    new BackOff(settings.reconnectMax(), new Random()),
                    problems,
                    now));
        }
        OwnMetrics own = new OwnMetrics();
        ProcessMetrics.addTo(own);
        addTo(own);
        own.forEach((name, metric) -> index.addOwn(metric, name, OwnMetrics.SCOPE));
        reportedNanos = now - EARLY_REPORT_NANOS;
        changedNanos = now;
        dueNanos = now;
    }

    /** What the reporter tells of itself. */
    private void addTo(OwnMetrics own) {
        own.counter("reporterCpuTimeNanos", threads::cpuNanos);
        own.counter("reporterBytesSent", bytesSent::get);
        own.gauge("reporterMetrics", () -> index.tables().size());
        own.counter("reporterMetricsRefused", index::refused);
        own.counter("reporterChangesDropped", changes::dropped);
        own.counter("reporterRecordsDropped", () -> records.dropped() + sum(Link::recordsDropped));
        own.counter("reporterGaugeProblems", reports::gaugeProblems);
        own.gauge("reporterSamplersStuck", sampling::stuckCount);
        own.counter("reporterReconnects", () -> sum(Link::reconnects));
        own.gauge("profilerRunning", () -> recorder.isRunning() ? 1 : 0);
        own.gauge("profilerContinuous", () -> recorder.isContinuous() ? 1 : 0);
        own.counter("profilerRecordings", recorder::recordings);
        own.counter("profilerRefusals", recorder::refusals);
        own.counter("profilerBytesSent", recorder::bytes);
    }

    private long sum(ToLongFunction<Link> count) {
        return links.stream().mapToLong(count).sum();
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
        boolean newcomer = tickLinks(nowNanos);
        records.drain(frame -> links.forEach(link -> link.record(frame)));
        boolean due = nowNanos - dueNanos >= 0;
        boolean mayBeEarly = nowNanos - reportedNanos
                >= Math.min(EARLY_REPORT_NANOS, settings.interval().toNanos());
        boolean settled = changed && nowNanos - changedNanos >= QUIET_NANOS;
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

    /** Returns whether an agent waits to be told everything. A plain loop: a turn is too rare for streams to be compiled. */
    private boolean tickLinks(long nowNanos) {
        boolean newcomer = false;
        for (Link link : links) {
            link.tick(nowNanos);
            newcomer |= link.isReady() && !link.isInStep();
        }
        return newcomer;
    }

    private boolean applyChanges() {
        ChangeQueue.Change change = changes.drain();
        boolean any = change != null;
        for (; change != null; change = change.next()) {
            try {
                if (change.isAdded()) {
                    if (!index.add(change.metric(), change.name(), change.group())) {
                        problems.note("more metrics than max.metrics, or labels too long: refused", "registration");
                    }
                } else {
                    index.remove(change.metric(), change.name(), change.group());
                }
            } catch (Throwable e) {
                // Of groups and metrics, which are foreign code.
                problems.note("registration failed with " + Problems.at(e), change.name());
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
        while (!isDrained() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        links.forEach(Link::close);
        TimeUnit.MILLISECONDS.sleep(50);
    }

    /** Nothing waits to be sent. On the reporter's thread, or while it sleeps. */
    boolean isDrained() {
        return links.stream().allMatch(Link::isDrained);
    }

    /** Ends all threads but those that a metric holds. Waits a little for what is still to be sent. */
    void close() {
        closing = true;
        sleeper.wake();
        Thread ending = thread;
        if (ending != null && ending != Thread.currentThread()) {
            try {
                ending.join(CLOSE_TIMEOUT.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
