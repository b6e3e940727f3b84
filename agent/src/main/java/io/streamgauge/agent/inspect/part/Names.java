package io.streamgauge.agent.inspect.part;

import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;

/** How operators and states are called where a person reads them. */
public final class Names {
    private static final int ID_DIGITS = 8;
    private static final String TIMERS = "_timer_state/";

    private Names() {}

    /** The uid, which people chose to be short and stable; else the name, else the start of the id. */
    public static String of(OperatorReport operator) {
        if (operator.uid() != null) {
            return operator.uid();
        }
        if (operator.name() != null) {
            return operator.name();
        }
        return shortId(operator.id());
    }

    /** Enough of an id to find it by; the option {@code --operator} takes it. */
    public static String shortId(String id) {
        return id.length() <= ID_DIGITS ? id : id.substring(0, ID_DIGITS);
    }

    /** Timers by their service, since that they are timers shows in their kind. */
    public static String of(StateReport state) {
        String name = state.name();
        if (!state.kind().isTimers() || !name.startsWith(TIMERS)) {
            return name;
        }
        int service = name.indexOf('_', TIMERS.length());
        return service < 0 || service + 1 == name.length() ? name : name.substring(service + 1);
    }
}
