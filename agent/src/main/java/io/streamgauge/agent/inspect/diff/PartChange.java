package io.streamgauge.agent.inspect.diff;

import io.streamgauge.agent.inspect.part.LiveCount;
import io.streamgauge.agent.inspect.part.Part;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One part of two checkpoints.
 *
 * @param then in the one compared with; null where it had none
 * @param now in the one that is looked at; null where it has none any more
 */
public record PartChange(@Nullable Part then, @Nullable Part now) {

    public PartChange {
        if (then == null && now == null) {
            throw new IllegalArgumentException("a part of neither checkpoint");
        }
    }

    /** How it is called: as it is now, if it is. */
    public Part named() {
        return now != null ? now : Objects.requireNonNull(then);
    }

    public boolean isNew() {
        return then == null;
    }

    public boolean isGone() {
        return now == null;
    }

    /** Null where a size is not known. */
    public @Nullable Long bytes() {
        if ((then != null && then.bytes() == null) || (now != null && now.bytes() == null)) {
            return null;
        }
        return (now == null ? 0 : now.knownBytes()) - (then == null ? 0 : then.knownBytes());
    }

    /** Null where a count is not known. */
    public @Nullable Long entries() {
        Long before = then == null ? (Long) 0L : then.entries();
        Long after = now == null ? (Long) 0L : now.entries();
        return before == null || after == null ? null : (Long) (after - before);
    }

    public @Nullable LiveCount keysThen() {
        return then == null ? null : LiveCount.keys(then.state());
    }

    public @Nullable LiveCount keysNow() {
        return now == null ? null : LiveCount.keys(now.state());
    }

    /** Whether all that is known of it is the same in both: size, counts, and when its newest file was written. */
    public boolean isUnchanged() {
        if (then == null || now == null || !Objects.equals(then.bytes(), now.bytes())) {
            return false;
        }
        if (!Objects.equals(then.entries(), now.entries())) {
            return false;
        }
        if (then.state() == null || now.state() == null) {
            return true;
        }
        return Objects.equals(then.state().size(), now.state().size())
                && Objects.equals(then.state().age(), now.state().age());
    }
}
