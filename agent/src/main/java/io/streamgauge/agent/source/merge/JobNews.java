package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.source.flinkrest.answer.EndedCheckpoint;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.reporter.Received;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.SpanRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What spans, events and REST told of one job since the tick before. REST's checkpoints come first: they say most. */
final class JobNews {

    private final List<CheckpointRecord> ended = new ArrayList<>();
    private final List<Received<EventRecord>> events = new ArrayList<>();

    /** By job id. What cannot be told to be of a job is left out. */
    static Map<String, JobNews> of(MergeInput input, List<EndedCheckpoint> told, Readings readings) {
        Map<String, JobNews> news = new HashMap<>();
        for (EndedCheckpoint checkpoint : told) {
            of(news, checkpoint.jobId()).ended.add(checkpoint.checkpoint());
        }
        for (Received<SpanRecord> span : input.spans()) {
            CheckpointRecord checkpoint = Words.checkpoint(span);
            String job = jobOf(span.record().attributes(), span.process().processId(), readings);
            if (checkpoint != null && job != null) {
                of(news, job).ended.add(checkpoint);
            }
        }
        for (Received<EventRecord> event : input.events()) {
            String job = jobOf(event.record().attributes(), event.process().processId(), readings);
            if (job != null) {
                of(news, job).events.add(event);
            }
        }
        news.values()
                .forEach(one -> one.events.sort(Comparator.<Received<EventRecord>, Instant>comparing(Words::at)
                        .thenComparing(event -> event.record().toString())));
        return news;
    }

    static JobNews none() {
        return new JobNews();
    }

    private static JobNews of(Map<String, JobNews> news, String jobId) {
        return news.computeIfAbsent(jobId, id -> new JobNews());
    }

    /** Spans of 1.20 name no job: they are of the only one that their JobManager has, if it has only one. */
    private static @Nullable String jobOf(Map<String, Object> attributes, String processId, Readings readings) {
        String named = Words.jobId(attributes);
        if (named != null) {
            return named;
        }
        List<String> candidates = readings.jobs().values().stream()
                .filter(job -> job.processId().equals(processId))
                .map(Readings.Job::id)
                .toList();
        return candidates.size() == 1 ? candidates.get(0) : null;
    }

    List<CheckpointRecord> ended() {
        return ended;
    }

    /** Oldest first. */
    List<Received<EventRecord>> events() {
        return events;
    }
}
