package io.streamgauge.agent.metric;

import io.streamgauge.agent.fact.CheckpointContent;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.StateSize;
import io.streamgauge.checkpoint.report.SubtaskSize;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Samples of what a checkpoint holds. */
final class ContentSamples {

    private final Samples samples;

    ContentSamples(Samples samples) {
        this.samples = samples;
    }

    /** Operators are called what the running job calls them, so that series of both sources join. */
    void add(JobFacts job, CheckpointContent content) {
        String[] labels = {job.job().id(), job.job().name()};
        samples.add(MetricCatalog.CHECKPOINT_READ, seconds(content.completedAt()), labels);
        Map<String, String> names = new HashMap<>();
        for (OperatorFacts operator : job.operators()) {
            names.put(operator.operator().id(), operator.operator().name());
        }
        for (OperatorReport operator : content.report().operators()) {
            String name = names.getOrDefault(operator.id(), operator.displayName());
            samples.add(
                    MetricCatalog.OPERATOR_STATE_BYTES, operator.bytes(), labels[0], labels[1], operator.id(), name);
            for (StateReport state : operator.states()) {
                state(state, labels[0], labels[1], operator.id(), name, state.name());
            }
        }
    }

    private void state(StateReport state, String... labels) {
        StateSize size = state.size();
        samples.add(MetricCatalog.STATE_BYTES, size.bytes(), labels);
        samples.add(MetricCatalog.STATE_ENTRIES, size.entries(), labels);
        samples.add(MetricCatalog.STATE_TOMBSTONES, size.tombstones(), labels);
        samples.add(MetricCatalog.STATE_FILES, size.files(), labels);
        samples.add(MetricCatalog.STATE_RAW_KEY_BYTES, size.rawKeyBytes(), labels);
        samples.add(MetricCatalog.STATE_RAW_VALUE_BYTES, size.rawValueBytes(), labels);
        samples.add(MetricCatalog.STATE_OLDEST_DATA, seconds(state.age().oldest()), labels);
        if (size.bytes() != null) {
            samples.add(
                    MetricCatalog.STATE_BYTES_MAX_SUBTASK,
                    state.subtasks().stream()
                            .map(SubtaskSize::bytes)
                            .max(Comparator.naturalOrder())
                            .orElse(null),
                    labels);
        }
        if (state.sample() != null) {
            samples.add(MetricCatalog.STATE_LIVE_KEYS, state.sample().liveKeys().value(), labels);
        }
    }

    private static @Nullable Double seconds(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli() / 1e3;
    }
}
