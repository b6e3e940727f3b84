package io.streamgauge.agent.inspect.warning;

import io.streamgauge.agent.inspect.part.Part;
import io.streamgauge.checkpoint.report.TimeHistogram;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Timers and windows that lie so far ahead that they are hardly meant. */
final class TimeWarnings {
    private static final Duration FAR = Duration.ofDays(366);

    private TimeWarnings() {}

    static void add(Part part, Instant now, List<Warning> warnings) {
        if (part.state() == null) {
            return;
        }
        far(
                part,
                part.state().dueTimes(),
                now,
                "timers are due",
                "far-timers",
                "look for seconds taken for milliseconds or Long.MAX_VALUE; what such a timer should clear stays until then",
                warnings);
        far(
                part,
                part.state().windowEnds(),
                now,
                "entries are in windows that end",
                "far-windows",
                "look for records with times in the future; their windows stay until the watermark is there",
                warnings);
    }

    private static void far(
            Part part,
            @Nullable TimeHistogram times,
            Instant now,
            String what,
            String code,
            String fix,
            List<Warning> warnings) {
        if (times == null) {
            return;
        }
        long limit = now.plus(FAR).toEpochMilli();
        double all = 0;
        double far = 0;
        long latest = 0;
        for (int bucket = 0; bucket < times.buckets(); bucket++) {
            all += times.count(bucket);
            if (times.startMillis(bucket) >= limit && times.count(bucket) > 0) {
                far += times.count(bucket);
                latest = times.startMillis(bucket);
            }
        }
        if (far > 0) {
            String about = times.basis() == TimeHistogram.Basis.COUNTED ? "" : "about ";
            int year = Instant.ofEpochMilli(latest).atOffset(ZoneOffset.UTC).getYear();
            warnings.add(new Warning(
                    code,
                    part.fullTitle(),
                    about + Math.max(1, Math.round(far)) + " of " + Math.max(1, Math.round(all)) + " " + what
                            + " more than a year from now, the latest in the year " + year,
                    fix));
        }
    }
}
