package io.streamgauge.agent.inspect.text;

import io.streamgauge.agent.inspect.part.LiveCount;
import io.streamgauge.agent.inspect.part.Part;
import io.streamgauge.agent.inspect.part.Skew;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.StateReport;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What stands in the cells of a part. "?" is what is not known, "-" what there cannot be. */
final class Labels {
    static final String UNKNOWN = "?";
    static final String NONE = "-";

    private static final double MOST_ERROR = 0.5;

    private Labels() {}

    static String bytes(@Nullable Long bytes) {
        return bytes == null ? UNKNOWN : Quantities.bytes(bytes);
    }

    static String entries(Part part) {
        if (part.state() == null) {
            return NONE;
        }
        return part.entries() == null ? UNKNOWN : Quantities.count(part.entries());
    }

    static String keys(@Nullable StateReport state, Terminal terminal) {
        if (state == null || state.kind().isOperatorState()) {
            return NONE;
        }
        return live(LiveCount.keys(state), terminal);
    }

    static String liveEntries(@Nullable StateReport state, Terminal terminal) {
        if (state == null || state.kind().isOperatorState()) {
            return NONE;
        }
        return live(LiveCount.entries(state), terminal);
    }

    static String live(@Nullable LiveCount count, Terminal terminal) {
        if (count == null) {
            return UNKNOWN;
        }
        if (count.isCounted()) {
            return Quantities.count(count.value());
        }
        double half = Math.max(count.high() - count.value(), count.value() - count.low());
        if (half > MOST_ERROR * count.value()) {
            // Too few were seen to name a number.
            return Quantities.count(count.low()) + ".." + Quantities.count(count.high());
        }
        return Quantities.count(count.value()) + terminal.plusMinus()
                + Math.max(1, Math.round(100 * half / count.value())) + "%";
    }

    static String kind(@Nullable StateReport state) {
        if (state == null) {
            return NONE;
        }
        String kind = kind(state.kind());
        if (state.kind().isTimers()) {
            return kind;
        }
        if (state.namespace() == NamespaceKind.TIME_WINDOW) {
            return kind + "/win";
        }
        return state.namespace() == NamespaceKind.GLOBAL_WINDOW ? kind + "/glob" : kind;
    }

    private static String kind(StateKind kind) {
        return switch (kind) {
            case VALUE -> "value";
            case LIST -> "list";
            case MAP -> "map";
            case REDUCING -> "reduce";
            case AGGREGATING -> "aggr";
            case KEYED -> "keyed";
            case EVENT_TIME_TIMERS -> "ev timer";
            case PROCESSING_TIME_TIMERS -> "pr timer";
            case PRIORITY_QUEUE -> "queue";
            case OPERATOR_LIST -> "op list";
            case OPERATOR_UNION -> "op union";
            case BROADCAST -> "bcast";
            case UNKNOWN -> UNKNOWN;
        };
    }

    static String timeToLive(@Nullable StateReport state) {
        if (state == null || state.kind().isTimers() || state.kind().isOperatorState()) {
            return NONE;
        }
        return switch (state.timeToLive()) {
            case ON -> "yes";
            case OFF -> "no";
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** Of the oldest data. */
    static String age(@Nullable StateReport state, Instant now) {
        if (state == null || state.kind().isOperatorState()) {
            return NONE;
        }
        Instant oldest = state.age().oldest();
        return oldest == null ? UNKNOWN : Quantities.age(Duration.between(oldest, now));
    }

    static String skew(Part part) {
        Skew skew = Skew.of(part);
        if (skew.subtask() == null && skew.keyGroup() == null) {
            return NONE;
        }
        return (skew.subtask() == null ? NONE : Quantities.ratio(skew.subtask())) + "/"
                + (skew.keyGroup() == null ? NONE : Quantities.ratio(skew.keyGroup()));
    }

    static String title(Part part) {
        return Glyphs.printable(part.title());
    }
}
