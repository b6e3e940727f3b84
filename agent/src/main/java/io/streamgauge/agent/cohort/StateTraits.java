package io.streamgauge.agent.cohort;

import io.streamgauge.agent.cohort.chunk.ChunkReader;
import io.streamgauge.agent.cohort.chunk.ChunkWriter;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.observation.OperatorObservation;
import io.streamgauge.agent.observation.StateObservation;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.TimeToLive;
import org.jspecify.annotations.Nullable;

/**
 * What a state is, as it was seen last.
 *
 * @param valueSerializer class of the value serializer's snapshot; null where not told
 * @param declared whether the running job uses it; null where nothing tells
 */
public record StateTraits(
        OperatorRef operator,
        String name,
        StateKind kind,
        @Nullable String valueSerializer,
        TimeToLive timeToLive,
        NamespaceKind namespace,
        @Nullable Boolean declared,
        int parallelism,
        int maxParallelism) {

    static StateTraits of(StateObservation state, OperatorObservation operator) {
        return new StateTraits(
                operator.operator(),
                state.name(),
                state.kind(),
                state.valueSerializer(),
                state.timeToLive(),
                state.namespace(),
                state.declared(),
                operator.parallelism(),
                operator.maxParallelism());
    }

    /** Whether entries of it wait for event time: timers, windows. */
    public boolean waitsForEventTime() {
        return kind == StateKind.EVENT_TIME_TIMERS || namespace == NamespaceKind.TIME_WINDOW;
    }

    void write(ChunkWriter out) {
        out.text(operator.id());
        out.text(operator.uid());
        out.text(operator.name());
        out.text(name);
        out.text(kind.name());
        out.text(valueSerializer);
        out.text(timeToLive.name());
        out.text(namespace.name());
        out.flag(declared != null);
        out.flag(declared != null && declared);
        out.count(parallelism);
        out.count(maxParallelism);
    }

    static StateTraits read(ChunkReader in) {
        OperatorRef operator = new OperatorRef(in.someText(), in.text(), in.someText());
        String name = in.someText();
        StateKind kind = in.oneOf(StateKind.class);
        String serializer = in.text();
        TimeToLive timeToLive = in.oneOf(TimeToLive.class);
        NamespaceKind namespace = in.oneOf(NamespaceKind.class);
        boolean told = in.flag();
        boolean declared = in.flag();
        return new StateTraits(
                operator,
                name,
                kind,
                serializer,
                timeToLive,
                namespace,
                told ? (Boolean) declared : null,
                in.count(Integer.MAX_VALUE),
                in.count(Integer.MAX_VALUE));
    }
}
