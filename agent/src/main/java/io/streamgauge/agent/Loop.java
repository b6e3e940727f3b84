package io.streamgauge.agent;

import io.streamgauge.agent.analysis.Analyzer;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.history.History;
import io.streamgauge.agent.history.Tick;
import io.streamgauge.agent.history.Window;
import io.streamgauge.agent.metric.FactSamples;
import io.streamgauge.agent.metric.Sample;
import io.streamgauge.agent.metric.SampleSettings;
import io.streamgauge.agent.view.View;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole data flow on one page: each tick takes the facts, remembers them, asks what they mean, and publishes one
 * immutable view. When a process comes or goes the facts are published at once, without remembering or judging.
 *
 * <p>All of it runs on one thread of its own; {@link #refreshSoon} and {@link #judgeBy} may be called by any.
 */
final class Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration REFRESH_DELAY = Duration.ofMillis(100);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final FactSource facts;
    private final History history;
    private final Memory memory;
    private final Supplier<Declarations> declarations;
    private volatile List<Analyzer> analyzers;
    private final Publisher publisher;
    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean refreshPlanned = new AtomicBoolean();
    private final RecentCheckpoints checkpoints = new RecentCheckpoints();
    private final Map<String, List<JobEvent>> unremembered = new HashMap<>();
    private List<Finding> findings;

    /** Where facts come from: each source reads at its own pace, beside the loop. */
    interface FactSource {

        /** The newest that each source has told, and what is new once. Never waits for any. */
        Facts at(Instant now);
    }

    /** What is remembered of single states, with what these facts add to it. */
    interface Memory {

        Map<String, JobEvidence> update(Facts facts);
    }

    /** What a tick came to, for all outputs. */
    interface Publisher {

        /**
         * A tick has come to this.
         *
         * @param judged whether the findings are of this tick, and not of the one before
         */
        void publish(View view, List<Sample> samples, boolean judged, Duration took);

        /** The tick ended with an error; the view before stays. */
        void failed();
    }

    /**
     * @param declarations those in force
     * @param thread of this loop alone, which ends it in {@link #stop}
     */
    Loop(
            FactSource facts,
            History history,
            Memory memory,
            Supplier<Declarations> declarations,
            List<Analyzer> analyzers,
            Publisher publisher,
            InstantSource clock,
            ScheduledExecutorService thread) {
        this.facts = facts;
        this.history = history;
        this.memory = memory;
        this.declarations = declarations;
        this.analyzers = List.copyOf(analyzers);
        this.publisher = publisher;
        this.clock = clock;
        this.thread = thread;
        this.findings = List.of();
    }

    /** One thread for a loop. */
    static ScheduledExecutorService newThread() {
        return new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "streamgauge-loop"));
    }

    /**
     * Ticks at once, and then each time so long after the tick before: ticks that fall due during a slow one, or while
     * the machine slept, must not come in a burst, which would count as repeated evidence.
     */
    void start(Duration interval) {
        try {
            ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                    () -> guarded(this::tick), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("No tick: the loop has stopped");
        }
    }

    /** Publishes what is known a little later: for a process that came or went. */
    void refreshSoon() {
        if (refreshPlanned.compareAndSet(false, true)) {
            try {
                ScheduledFuture<?> unused = thread.schedule(
                        () -> {
                            refreshPlanned.set(false);
                            guarded(this::refresh);
                        },
                        REFRESH_DELAY.toMillis(),
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopped) {
                LOG.debug("No refresh: the loop has stopped");
            }
        }
    }

    /** Judges by these from the next tick on. Any thread. */
    void judgeBy(List<Analyzer> newAnalyzers) {
        analyzers = List.copyOf(newAnalyzers);
    }

    /** Waits for the tick under way. */
    void stop() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("The tick under way was abandoned");
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        Instant now = clock.instant();
        Facts known = look(now);
        List<Sample> samples = FactSamples.of(known, SampleSettings.DEFAULT);
        history.append(new Tick(now, samples, unremembered));
        unremembered.clear();
        Window window = history.window(known, memory.update(known), declarations.get());
        List<Finding> found = new ArrayList<>();
        analyzers.forEach(analyzer -> found.addAll(analyzer.analyse(window)));
        findings = List.copyOf(found);
        history.remember(findings);
        publish(known, samples, true, now);
    }

    private void refresh() {
        Instant now = clock.instant();
        Facts known = look(now);
        publish(known, FactSamples.of(known, SampleSettings.DEFAULT), false, now);
    }

    private void publish(Facts known, List<Sample> samples, boolean judged, Instant began) {
        checkpoints.add(known);
        View view = new View(known, findings, checkpoints.byJob(), NotAssessed.of(known));
        publisher.publish(view, samples, judged, Duration.between(began, clock.instant()));
    }

    /** A tick that fails leaves the view before in place; the next one tries again. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("Tick failed", e);
            publisher.failed();
        }
    }

    /** Keeps events for the next tick: sources tell them once, also to a refresh, which remembers nothing. */
    private Facts look(Instant now) {
        Facts known = facts.at(now);
        for (JobFacts job : known.jobs()) {
            if (!job.events().isEmpty()) {
                unremembered
                        .computeIfAbsent(job.job().id(), id -> new ArrayList<>())
                        .addAll(job.events());
            }
        }
        return known;
    }

    /** The newest checkpoints of each job that is there. */
    private static final class RecentCheckpoints {

        private static final int KEPT = 50;

        private final Map<String, List<CheckpointRecord>> newestFirst = new HashMap<>();

        void add(Facts known) {
            for (JobFacts job : known.jobs()) {
                List<CheckpointRecord> kept =
                        new ArrayList<>(newestFirst.getOrDefault(job.job().id(), List.of()));
                job.checkpoints().fresh().forEach(fresh -> kept.add(0, fresh));
                newestFirst.put(job.job().id(), List.copyOf(kept.subList(0, Math.min(KEPT, kept.size()))));
            }
            newestFirst
                    .keySet()
                    .retainAll(known.jobs().stream().map(job -> job.job().id()).toList());
        }

        Map<String, List<CheckpointRecord>> byJob() {
            return newestFirst;
        }
    }
}
