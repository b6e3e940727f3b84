package io.streamgauge.agent.output.self;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.view.View;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each tick cost and found. The findings are metrics too, so that rules and dashboards can use them. */
public final class LoopMeters {

    private final Timer ticks;
    private final Counter failures;
    private final Counter reloadsFailed;
    private final MultiGauge sourceSuccess;
    private final MultiGauge sourceErrors;
    private final MultiGauge findings;
    private final AgentMeters meters;
    private volatile double lastTickSeconds;
    private boolean ticked;
    private volatile double reloadSuccessful = 1;
    private volatile double reloadSeconds;

    /**
     * Nothing has happened yet.
     *
     * @param startedAt when the configuration was read first
     */
    public LoopMeters(AgentMeters meters, Instant startedAt) {
        this.meters = meters;
        reloadSeconds = seconds(startedAt);
        ticks = meters.timer("streamgauge.tick", "Time of one tick: merge, remember, analyse, publish.");
        failures = meters.counter("streamgauge.tick.failures", "Ticks that ended with an error.");
        reloadsFailed =
                meters.counter("streamgauge.config.reload.failures", "Reloads refused; the old configuration stayed.");
        meters.gauge(
                "streamgauge.config.last.reload.successful",
                "1 unless the last reload was refused.",
                null,
                this,
                self -> self.reloadSuccessful);
        meters.gauge(
                "streamgauge.config.last.reload.success.timestamp",
                "When the configuration was last taken over.",
                "seconds",
                this,
                self -> self.reloadSeconds);
        sourceSuccess =
                multi(meters, "streamgauge.source.last.success.timestamp", "When a source was last read.", "seconds");
        sourceErrors =
                multi(meters, "streamgauge.source.errors", "Failed attempts to read a source since the start.", null);
        findings = multi(
                meters, "streamgauge.finding", "1 for each finding that is watched, suspected or confirmed.", null);
    }

    /** A tick has been published. */
    public void ticked(View view, Duration took) {
        ticks.record(took);
        lastTickSeconds = seconds(view.at());
        if (!ticked) {
            ticked = true;
            // Not before: a time of 0 would be taken for one.
            meters.gauge(
                    "streamgauge.tick.last.success.timestamp",
                    "When the newest view was made.",
                    "seconds",
                    this,
                    self -> self.lastTickSeconds);
        }
        List<SourceFacts> sources = view.facts().sources();
        sourceSuccess.register(
                sources.stream()
                        .filter(source -> source.lastSuccess() != null)
                        .<MultiGauge.Row<?>>map(source ->
                                MultiGauge.Row.of(Tags.of("source", source.name()), secondsOrNaN(source.lastSuccess())))
                        .toList(),
                true);
        sourceErrors.register(
                sources.stream()
                        .<MultiGauge.Row<?>>map(
                                source -> MultiGauge.Row.of(Tags.of("source", source.name()), source.errors()))
                        .toList(),
                true);
        findings.register(
                view.findings().stream()
                        .filter(finding -> finding.verdict().compareTo(Verdict.WATCH) >= 0)
                        .<MultiGauge.Row<?>>map(finding -> MultiGauge.Row.of(tags(finding), 1))
                        .toList(),
                true);
    }

    /** A tick ended with an error; the view before stays. */
    public void tickFailed() {
        failures.increment();
    }

    /** SIGHUP was answered. */
    public void reloaded(boolean taken, Instant at) {
        reloadSuccessful = taken ? 1 : 0;
        if (taken) {
            reloadSeconds = seconds(at);
        } else {
            reloadsFailed.increment();
        }
    }

    private static MultiGauge multi(AgentMeters meters, String name, String help, @Nullable String unit) {
        return MultiGauge.builder(name).description(help).baseUnit(unit).register(meters.registry());
    }

    private static Tags tags(Finding finding) {
        OperatorRef operator = finding.operator();
        return Tags.of(
                "job_id",
                finding.job().id(),
                "job_name",
                finding.job().name(),
                "operator_id",
                operator == null ? "" : operator.id(),
                "operator_name",
                operator == null ? "" : operator.name(),
                "state",
                finding.state() == null ? "" : finding.state(),
                "kind",
                finding.kind(),
                "cause",
                finding.cause() == null ? "" : finding.cause().text(),
                "verdict",
                finding.verdict().text());
    }

    private static double secondsOrNaN(@Nullable Instant instant) {
        return instant == null ? Double.NaN : seconds(instant);
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1e3;
    }
}
