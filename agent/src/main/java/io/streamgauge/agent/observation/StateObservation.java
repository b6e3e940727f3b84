package io.streamgauge.agent.observation;

import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.TimeHistogram;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One state of one operator at one checkpoint.
 *
 * @param name as Flink has it; timers are {@code _timer_state/event_SERVICE}
 * @param valueSerializer class of the value serializer's snapshot; null where not told
 * @param declared whether the running job is known to use the state: a gauge of it is there, or its files change; false where the job
 *     is known to declare it no more; null where nothing tells
 * @param bytes in checkpoint storage; 0 where only its operator's sum is known
 * @param largestSubtaskBytes of the subtask that has most
 * @param entries with garbage not yet compacted away; null where the backend does not tell
 * @param oldestData no data in its files is older; null where not told
 * @param newestData when its newest file was written; null where not told
 * @param keyGroupBytes by key group, empty where not told
 * @param dueTimes of pending timers; null unless the state is timers
 * @param lastAccess time-to-live stamps; null unless the state has a time to live and data was read
 * @param windowEnds null unless the namespace is a time window and data was read
 * @param sample live keys of the pinned key groups; null where none could be read
 */
public record StateObservation(
        String name,
        StateKind kind,
        @Nullable String valueSerializer,
        TimeToLive timeToLive,
        NamespaceKind namespace,
        @Nullable Boolean declared,
        long bytes,
        long largestSubtaskBytes,
        @Nullable Long entries,
        @Nullable Long tombstones,
        @Nullable Instant oldestData,
        @Nullable Instant newestData,
        List<Long> keyGroupBytes,
        @Nullable TimeHistogram dueTimes,
        @Nullable TimeHistogram lastAccess,
        @Nullable TimeHistogram windowEnds,
        @Nullable KeySample sample) {

    public StateObservation {
        keyGroupBytes = List.copyOf(keyGroupBytes);
    }
}
