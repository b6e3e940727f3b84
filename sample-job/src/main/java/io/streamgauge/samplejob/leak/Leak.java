package io.streamgauge.samplejob.leak;

import io.streamgauge.samplejob.options.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cause classes of state leaks, by the names that findings use.
 *
 * <p>A leak changes what an operator does with its state, never the operators, their uids or the names of their states: a
 * detector must not be able to tell a leaking job by its graph.
 */
public enum Leak {
    NONE("none", true, "everything that is opened is closed and forgotten"),
    NEVER_CLEARED("never-cleared", true, "one state is not cleared when a conversation ends"),
    PARTLY_CLEARED("partly-cleared", true, "the same, but for a share of the conversations only"),
    STALLED_WATERMARK(
            "stalled-watermark", true, "one partition stops telling how far it is, so event time stands still"),
    FAR_TIMERS("far-timers", true, "reply deadlines a thousand times too far ahead; those that wait are not deleted"),
    OPEN_WINDOWS("open-windows", true, "closings get a window far in the future, which does not end"),
    PER_KEY_GROWTH("per-key-growth", true, "few conversations that everybody writes to, never closed"),
    EXPIRED_GARBAGE("expired-garbage", true, "state with a time to live, whose expired entries are not removed"),
    TTL_INACTIVE(
            "ttl-inactive", true, "state with a time to live that is not declared after a restore, so not in force"),
    TTL_REFRESHED("ttl-refreshed", true, "a heartbeat renews state with a time to live for ever"),
    DEAD_STATE("dead-state", true, "one state is no longer declared after a restore, and carried along"),
    OPERATOR_STATE("operator-state", true, "broadcast state remembers every word it was told"),
    SQL_NO_RETENTION("sql-no-retention", false, "planner-made state without retention; needs an SQL job");

    private final String cause;
    private final boolean available;
    private final String meaning;

    Leak(String cause, boolean available, String meaning) {
        this.cause = cause;
        this.available = available;
        this.meaning = meaning;
    }

    public String cause() {
        return cause;
    }

    /** Whether the job can leak in this way. */
    public boolean available() {
        return available;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether conversations leave state behind when they end. */
    public boolean keepsState() {
        return this == NEVER_CLEARED || this == PARTLY_CLEARED;
    }

    /**
     * Whether the leak is in how the job was deployed: it begins with a submission, two of them with a restore, and only
     * its end can be told at run time.
     */
    public boolean isDeployed() {
        return this == EXPIRED_GARBAGE || this == TTL_INACTIVE || this == DEAD_STATE;
    }

    /** The leak with this cause, which may be one that is not available. */
    public static Optional<Leak> of(String cause) {
        return Arrays.stream(values()).filter(leak -> leak.cause.equals(cause)).findFirst();
    }

    /** What is wrong with a cause as a user typed it; empty if it can be used. */
    public static Optional<String> refusal(String cause) {
        Optional<Leak> leak = of(cause);
        if (leak.isEmpty()) {
            List<String> causes = Arrays.stream(values()).map(Leak::cause).collect(Collectors.toList());
            return Optional.of(
                    "found \"" + cause + "\", expected a cause; did you mean " + Nearest.to(cause, causes) + "?");
        }
        if (!leak.get().available) {
            return Optional.of("the sample job does not have " + cause + " (" + leak.get().meaning + "); it has "
                    + String.join(", ", availableCauses()));
        }
        return Optional.empty();
    }

    private static List<String> availableCauses() {
        List<String> causes = new ArrayList<>();
        for (Leak leak : values()) {
            if (leak.available) {
                causes.add(leak.cause);
            }
        }
        return causes;
    }

    /** One line per cause, for {@code --help}. */
    public static String help() {
        StringBuilder text = new StringBuilder("Causes:\n");
        for (Leak leak : values()) {
            text.append(
                    String.format("  %-28s %s%s%n", leak.cause, leak.meaning, leak.available ? "" : " (not this job)"));
        }
        return text.toString();
    }
}
