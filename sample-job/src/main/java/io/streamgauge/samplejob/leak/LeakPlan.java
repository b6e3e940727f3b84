package io.streamgauge.samplejob.leak;

import io.streamgauge.samplejob.options.Arguments;
import io.streamgauge.samplejob.options.Flag;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the job leaks if it leaks: travels to the tasks with the operators. */
public final class LeakPlan implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Leak initial;
    private final long sinceMillis;
    private final double share;
    private final String state;
    /** A string, since a path is not serializable. Empty: none. */
    private final String controlFile;

    /**
     * @param startMillis event time of the first event
     * @param leakableStates the states that may be named as the one to leak
     */
    public LeakPlan(Arguments arguments, long startMillis, List<String> leakableStates) {
        String cause = arguments.text(Flag.LEAK).orElse("");
        Leak.refusal(cause).ifPresent(refusal -> arguments.problem(Flag.LEAK, refusal));
        this.initial = Leak.of(cause).orElse(Leak.NONE);
        this.sinceMillis = startMillis + arguments.millis(Flag.LEAK_AFTER);
        this.share = arguments.real(Flag.LEAK_SHARE, 0, 1);
        this.state = arguments.choice(Flag.LEAK_STATE, leakableStates.toArray(new String[0]));
        this.controlFile = arguments.text(Flag.CONTROL_FILE).orElse("");
    }

    /** The leak until a control file says otherwise. */
    public Leak initial() {
        return initial;
    }

    /** The state that some leaks concern. */
    public String state() {
        return state;
    }

    /** Whether the leak has begun, by event time. */
    public boolean begun(long eventMillis) {
        return eventMillis >= sinceMillis;
    }

    /**
     * Whether a conversation that ends leaves a state behind.
     *
     * @param leak the leak in force
     * @param uniform the conversation's lot, evenly spread over 0 to 1
     */
    public boolean keeps(Leak leak, String stateName, double uniform, long closedAtMillis) {
        if (!stateName.equals(state) || !begun(closedAtMillis)) {
            return false;
        }
        return leak == Leak.NEVER_CLEARED || (leak == Leak.PARTLY_CLEARED && uniform < share);
    }

    /** A reader of the control file, for one task: it keeps what it has read. */
    public LeakControl newControl() {
        return new LeakControl(initial, controlFile.isEmpty() ? Optional.empty() : Optional.of(Path.of(controlFile)));
    }
}
