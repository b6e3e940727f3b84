package io.streamgauge.agent.inspect.part;

import io.streamgauge.checkpoint.report.KeyGroupSizes;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.SubtaskSize;
import io.streamgauge.checkpoint.report.UndividedState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a checkpoint's bytes: a state, or what belongs to no single state. All parts together are the checkpoint, to the byte.
 *
 * @param operatorId 32 hex digits; empty for what is summed up over operators
 * @param operator the name to show; empty as above
 * @param name of the state, shortened for timers; else what it is
 * @param bytes null where the state was not told apart from others
 * @param state null unless it is one
 * @param undivided null unless it is keyed state that was not told apart
 * @param parallelism of the operator; 0 for what is summed up over operators
 */
public record Part(
        Kind kind,
        String operatorId,
        String operator,
        String name,
        @Nullable Long bytes,
        @Nullable StateReport state,
        @Nullable UndividedState undivided,
        int parallelism) {

    /** What a part is. */
    public enum Kind {
        STATE,
        /** Keyed states of an operator in one file, of which only the data tells them apart. */
        UNDIVIDED,
        IN_FLIGHT,
        COORDINATOR,
        CHANGELOG,
        OTHER
    }

    /** Names it among the parts of any checkpoint. */
    public record Key(Kind kind, String operatorId, String name) {}

    public Key key() {
        return new Key(kind, operatorId, state == null ? "" : state.name());
    }

    /** Whether it is a state, or several that are not told apart. */
    public boolean isState() {
        return kind == Kind.STATE || kind == Kind.UNDIVIDED;
    }

    /** Operator and state. */
    public String title() {
        return operator.isEmpty() ? name : operator + " / " + name;
    }

    /** As {@link #title}, for where the kind is not beside it: an operator has timers of both kinds of the same service. */
    public String fullTitle() {
        if (state == null || !state.kind().isTimers()) {
            return title();
        }
        return title() + (state.kind() == StateKind.EVENT_TIME_TIMERS ? " (event time)" : " (processing time)");
    }

    /** Empty where it is not known. */
    public List<SubtaskSize> subtasks() {
        if (state != null) {
            return state.subtasks();
        }
        return undivided == null ? List.of() : undivided.subtasks();
    }

    public @Nullable KeyGroupSizes keyGroups() {
        if (state != null) {
            return state.keyGroups();
        }
        return undivided == null ? null : undivided.keyGroups();
    }

    /** Exact after a full scan; else of the files, which count overwritten entries as well. Null where neither is known. */
    public @Nullable Long entries() {
        if (state == null) {
            return null;
        }
        if (state.size().entries() != null) {
            return state.size().entries();
        }
        return state.scan() == null ? null : (Long) state.scan().entries();
    }

    /** As {@link #bytes}, with nothing for what is not known: for sums and orders. */
    public long knownBytes() {
        return bytes == null ? 0 : bytes;
    }
}
