package io.streamgauge.agent.output.self;

import io.micrometer.core.instrument.Counter;
import io.streamgauge.agent.history.HistoryMetrics;
import io.streamgauge.agent.history.HistoryStatus;
import java.util.function.Supplier;

/** What remembering costs and loses. */
public final class HistoryMeters implements HistoryMetrics {

    private final AgentMeters meters;
    private final Counter appended;
    private final Counter dropped;
    private final Counter errors;
    private final Counter lost;
    private final Counter corrupt;

    public HistoryMeters(AgentMeters meters) {
        this.meters = meters;
        appended = meters.counter("streamgauge.history.samples.appended", "Samples remembered.");
        dropped = meters.counter("streamgauge.history.samples.dropped", "Samples left out of the history.");
        errors = meters.counter("streamgauge.history.storage.errors", "Failed attempts to write the history.");
        lost = meters.counter("streamgauge.history.ticks.lost", "Ticks that will never be stored.");
        corrupt = meters.counter("streamgauge.history.values.corrupt", "Stored values that do not read back.");
    }

    /** Gauges of the history's state, once it is open. */
    public void bind(Supplier<HistoryStatus> status) {
        meters.gauge("streamgauge.history.series", "Series in memory.", null, status, from -> from.get()
                .series());
        meters.gauge("streamgauge.history.size", "Size of the history's directory.", "bytes", status, from -> from.get()
                .directoryBytes());
        meters.gauge(
                "streamgauge.history.ticks.unstored",
                "Ticks that are only in memory because the directory cannot be written.",
                null,
                status,
                from -> from.get().unstoredTicks());
    }

    @Override
    public void appended(int samples) {
        appended.increment(samples);
    }

    @Override
    public void dropped(int samples) {
        dropped.increment(samples);
    }

    @Override
    public void storageError() {
        errors.increment();
    }

    @Override
    public void lostTicks(int ticks) {
        lost.increment(ticks);
    }

    @Override
    public void corrupt(int values) {
        corrupt.increment(values);
    }
}
