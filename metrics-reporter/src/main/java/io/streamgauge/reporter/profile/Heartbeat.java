package io.streamgauge.reporter.profile;

import io.streamgauge.wire.profile.Refusal;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notices that no samples come although the process works: then another has taken the signals, and the recording would be a lie. */
final class Heartbeat {

    /** Of CPU time, in intervals between samples, without any: chance does not explain that. */
    private static final long SILENT_INTERVALS = 100;

    private static final Pattern SAMPLES = Pattern.compile("(?m)^samples_total (\\d+)");

    private final LongSupplier processCpuNanos;
    private final long intervalNanos;
    private long cpuAtLastSample;
    private long lastSamples;

    Heartbeat(LongSupplier processCpuNanos, long intervalNanos) {
        this.processCpuNanos = processCpuNanos;
        this.intervalNanos = intervalNanos;
        this.cpuAtLastSample = processCpuNanos.getAsLong();
    }

    /**
     * To be asked while it records.
     *
     * @param metrics the profiler's answer to that command
     */
    void check(String metrics) throws RefusedException {
        Matcher said = SAMPLES.matcher(metrics);
        long cpu = processCpuNanos.getAsLong();
        long samples = said.find() ? Long.parseLong(said.group(1)) : -1;
        if (samples < 0) {
            return;
        }
        if (samples != lastSamples) {
            lastSamples = samples;
            cpuAtLastSample = cpu;
        }
        long cpuNanos = cpu - cpuAtLastSample;
        if (cpuNanos > SILENT_INTERVALS * intervalNanos) {
            throw new RefusedException(
                    Refusal.FOREIGN_PROFILER,
                    "no samples in " + cpuNanos / 1_000_000 + " ms of CPU time: something else in the process takes the"
                            + " profiler's signals");
        }
    }
}
