package io.streamgauge.agent.output.self;

import io.streamgauge.agent.source.reporter.IngestCounters;
import io.streamgauge.agent.source.reporter.ReporterSource;

/** What the connections of reporters cost and drop. */
public final class IngestMeters {

    private IngestMeters() {}

    public static void bind(AgentMeters meters, ReporterSource source) {
        IngestCounters counters = source.counters();
        String refused = "Reporter connections refused or ended by the agent.";
        String name = "streamgauge.ingest.connections.refused";
        meters.counted(name, refused, null, counters, IngestCounters::unauthorized, "reason", "unauthorized");
        meters.counted(name, refused, null, counters, IngestCounters::overLimit, "reason", "too_many");
        meters.counted(name, refused, null, counters, IngestCounters::malformed, "reason", "malformed");
        meters.counted(
                "streamgauge.ingest.connections",
                "Reporter connections accepted.",
                null,
                counters,
                IngestCounters::accepted);
        meters.counted("streamgauge.ingest.frames", "Frames taken in.", null, counters, IngestCounters::frames);
        meters.counted(
                "streamgauge.ingest.frames.unknown",
                "Frames skipped because their type is not known.",
                null,
                counters,
                IngestCounters::unknownFrames);
        meters.counted("streamgauge.ingest", "Bytes of frames taken in.", "bytes", counters, IngestCounters::bytes);
        meters.counted(
                "streamgauge.ingest.reports", "Whole reports taken in.", null, counters, IngestCounters::reports);
        meters.counted(
                "streamgauge.ingest.decode",
                "Time spent decoding frames.",
                "seconds",
                counters,
                IngestCounters::decodeSeconds);
        meters.counted(
                "streamgauge.ingest.definitions.dropped",
                "Scopes and metrics not taken because a bound was reached.",
                null,
                counters,
                IngestCounters::refusedDefinitions);
        meters.counted(
                "streamgauge.ingest.values.stray",
                "Values of metrics that are not defined.",
                null,
                counters,
                IngestCounters::strayValues);
        queues(meters, source);
    }

    private static void queues(AgentMeters meters, ReporterSource source) {
        meters.gauge(
                "streamgauge.ingest.processes",
                "Processes whose reporter is connected.",
                null,
                source,
                from -> from.connected().size());
        meters.gauge(
                "streamgauge.ingest.memory",
                "Estimated memory that connections hold.",
                "bytes",
                source,
                ReporterSource::heldBytes);
        meters.gauge("streamgauge.ingest.queued.spans", "Spans that wait.", null, source, ReporterSource::queuedSpans);
        meters.gauge(
                "streamgauge.ingest.queued.events", "Events that wait.", null, source, ReporterSource::queuedEvents);
        meters.counted(
                "streamgauge.ingest.dropped.spans",
                "Spans dropped because the queue was full.",
                null,
                source,
                ReporterSource::droppedSpans);
        meters.counted(
                "streamgauge.ingest.dropped.events",
                "Events dropped because the queue was full.",
                null,
                source,
                ReporterSource::droppedEvents);
    }
}
