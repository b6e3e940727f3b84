package io.streamgauge.agent.inspect.part;

import io.streamgauge.checkpoint.read.ReadRequest.StateName;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which states are wanted.
 *
 * @param operator uid, name, id or at least four digits of it; null for all
 * @param state name, of timers that of their service as well; null for all
 */
public record Selection(@Nullable String operator, @Nullable String state) {
    private static final int LEAST_ID_DIGITS = 4;

    public static final Selection ALL = new Selection(null, null);

    public boolean isAll() {
        return operator == null && state == null;
    }

    public boolean has(OperatorReport candidate) {
        return operator == null
                || operator.equals(candidate.uid())
                || operator.equals(candidate.name())
                || (operator.length() >= LEAST_ID_DIGITS && candidate.id().startsWith(operator));
    }

    public boolean has(StateReport candidate) {
        return state == null || state.equals(candidate.name()) || state.equals(Names.of(candidate));
    }

    /** The states of a report that are wanted. */
    public List<StateName> of(CheckpointReport report) {
        List<StateName> found = new ArrayList<>();
        for (OperatorReport candidate : report.operators()) {
            if (has(candidate)) {
                candidate.states().stream()
                        .filter(this::has)
                        .forEach(wanted -> found.add(new StateName(candidate.id(), wanted.name())));
            }
        }
        return found;
    }
}
