package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.source.flinkrest.FlinkRestSource;
import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import io.streamgauge.agent.source.reporter.ProcessGone;
import io.streamgauge.agent.source.reporter.Received;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.agent.source.reporter.snapshot.ProcessIdentity;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.SpanRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all sources told by one tick. Lists may come in any order.
 *
 * @param at the tick
 * @param connected processes whose reporter is connected, whether it reported yet or not
 * @param spans since the tick before
 * @param events since the tick before
 * @param rest null where no REST address is configured
 * @param reporterErrors frames and connections refused since the agent started
 */
public record MergeInput(
        Instant at,
        List<ProcessSnapshot> processes,
        List<ProcessIdentity> connected,
        List<ProcessGone> gone,
        List<Received<SpanRecord>> spans,
        List<Received<EventRecord>> events,
        @Nullable RestPoll rest,
        long reporterErrors) {

    public MergeInput {
        processes = List.copyOf(processes);
        connected = List.copyOf(connected);
        gone = List.copyOf(gone);
        spans = List.copyOf(spans);
        events = List.copyOf(events);
    }

    /** Takes all news from the sources: they are told once. */
    public static MergeInput take(
            Instant at, ReporterSource reporter, @Nullable FlinkRestSource rest, long reporterErrors) {
        return new MergeInput(
                at,
                reporter.processes(),
                reporter.connected(),
                reporter.gone(),
                reporter.drainSpans(),
                reporter.drainEvents(),
                rest == null ? null : rest.take(),
                reporterErrors);
    }
}
