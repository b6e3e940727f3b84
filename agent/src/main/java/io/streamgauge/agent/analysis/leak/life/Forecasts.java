package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.stat.Rate;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.cohort.Shape;
import io.streamgauge.agent.finding.Forecast;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a leak reaches a limit: the nearest of those known. Only what stays is extrapolated; the rest of the state is taken to be as
 * large as it is now.
 */
final class Forecasts {

    private static final double YEARS_100 = 100 * 365.25 * 86_400;

    private Forecasts() {}

    static @Nullable Forecast of(JobEvidence job, Shape state, Rate rate, Limits limits) {
        if (!(rate.middle() > 0)) {
            return null;
        }
        @Nullable Forecast nearest = null;
        for (Optional<Forecast> forecast : java.util.List.of(
                localDisk(job, state, rate, limits),
                budget(job, state, rate, limits),
                restore(job, state, rate, limits),
                timeout(job, state, rate))) {
            if (forecast.isPresent() && (nearest == null || forecast.get().p50().isBefore(nearest.p50()))) {
                nearest = forecast.get();
            }
        }
        return nearest;
    }

    private static Optional<Forecast> localDisk(JobEvidence job, Shape state, Rate rate, Limits limits) {
        Double free = limits.localFreeBytes();
        return free == null
                ? Optional.empty()
                : reached(job, "local disk of the fullest subtask", free, state.largestSubtaskBytes(), rate);
    }

    private static Optional<Forecast> budget(JobEvidence job, Shape state, Rate rate, Limits limits) {
        Double budget = limits.checkpointBudgetBytes();
        return budget == null
                ? Optional.empty()
                : reached(job, "checkpoint storage budget", budget - job.bytes(), state.bytes(), rate);
    }

    private static Optional<Forecast> restore(JobEvidence job, Shape state, Rate rate, Limits limits) {
        Double seconds = limits.restoreSeconds();
        Double speed = limits.restoreBytesPerSecond();
        return seconds == null || speed == null
                ? Optional.empty()
                : reached(
                        job,
                        "restore time objective",
                        seconds * speed - state.largestSubtaskBytes(),
                        state.largestSubtaskBytes(),
                        rate);
    }

    /** Duration taken to be in proportion to the bytes of the checkpoint. */
    private static Optional<Forecast> timeout(JobEvidence job, Shape state, Rate rate) {
        Long took = job.cost().durationMillis();
        Long timeout = job.cost().timeoutMillis();
        if (took == null || timeout == null || took <= 0 || job.bytes() <= 0) {
            return Optional.empty();
        }
        double left = job.bytes() * ((double) timeout / took - 1);
        return reached(job, "checkpoint timeout", left, state.bytes(), rate);
    }

    private static Optional<Forecast> reached(JobEvidence job, String limit, double left, double bytes, Rate rate) {
        if (!(bytes > 0)) {
            return Optional.empty();
        }
        return Optional.of(new Forecast(
                limit,
                at(job, left, bytes * rate.high()),
                at(job, left, bytes * rate.middle()),
                at(job, left, bytes * rate.low())));
    }

    private static Instant at(JobEvidence job, double left, double bytesPerSecond) {
        double seconds = bytesPerSecond <= 0 ? YEARS_100 : Math.min(YEARS_100, Math.max(0, left) / bytesPerSecond);
        return Instant.ofEpochMilli(job.atMillis() + (long) (seconds * 1000));
    }
}
