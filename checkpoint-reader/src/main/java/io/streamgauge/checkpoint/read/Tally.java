package io.streamgauge.checkpoint.read;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A sum that is not known where one of its parts is not. */
final class Tally {
    private long sum;
    private boolean unknown;

    void add(OptionalLong part) {
        if (part.isPresent()) {
            sum += part.getAsLong();
        } else {
            unknown = true;
        }
    }

    void addUnknown() {
        unknown = true;
    }

    @Nullable
    Long orNull() {
        return unknown ? null : (Long) sum;
    }
}
