package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.source.flinkrest.answer.Part;
import io.streamgauge.agent.source.flinkrest.answer.RestError;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One part with the time it is due again. A failed reading is tried again at the next poll. One event loop. */
final class Reading<T> {

    private Part<T> part = Part.notReadYet();
    private @Nullable Instant due;

    /** Reads when it is due, else gives what was read last. Never fails. */
    Future<Part<T>> at(Instant now, Duration interval, Supplier<Future<T>> read) {
        Instant soonest = due;
        // The second half: a clock set back must not stop the reading.
        if (soonest != null && now.isBefore(soonest) && now.plus(interval).compareTo(soonest) >= 0) {
            return Future.succeededFuture(part);
        }
        return read.get().transform((value, failure) -> {
            if (failure == null) {
                part = Part.of(value, now);
                due = now.plus(interval);
            } else {
                part = Part.absent(RestError.words(failure), now);
                due = null;
            }
            return Future.succeededFuture(part);
        });
    }

    Part<T> last() {
        return part;
    }

    /** To be read at the next poll: what answers may be another process now. */
    void expire() {
        due = null;
    }
}
