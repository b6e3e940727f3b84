package io.streamgauge.checkpoint.draft;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A sum that is not known where one of its parts is not. */
public final class Tally {
    private long sum;
    private boolean unknown;

    public void add(OptionalLong part) {
        if (part.isPresent()) {
            sum += part.getAsLong();
        } else {
            unknown = true;
        }
    }

    public void addUnknown() {
        unknown = true;
    }

    public @Nullable Long orNull() {
        return unknown ? null : (Long) sum;
    }
}
