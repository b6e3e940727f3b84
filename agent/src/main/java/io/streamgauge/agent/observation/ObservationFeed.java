package io.streamgauge.agent.observation;

import io.streamgauge.agent.fact.CheckpointContent;
import io.streamgauge.agent.fact.CheckpointFacts;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.RestoreRecord;
import io.streamgauge.checkpoint.report.KeyGroupSizes;
import io.streamgauge.checkpoint.report.NotRead;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.SubtaskSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one observation of each checkpoint that was newly read: facts tell of the newest one at every tick. Owned by one
 * thread.
 */
public final class ObservationFeed {

    private static final int MOST_WORDS = 20;

    /** By job, when the checkpoint completed that was observed last. */
    private final Map<String, Instant> seen = new HashMap<>();

    /** Those that are new with these facts. */
    public List<Observation> take(Facts facts) {
        List<Observation> fresh = new ArrayList<>();
        Map<String, JobFacts> jobs = new HashMap<>();
        facts.jobs().forEach(job -> jobs.put(job.job().id(), job));
        seen.keySet().retainAll(jobs.keySet());
        for (CheckpointContent content : facts.contents()) {
            JobFacts job = jobs.get(content.job().id());
            Instant before = seen.get(content.job().id());
            if (job != null && (before == null || content.completedAt().isAfter(before))) {
                seen.put(content.job().id(), content.completedAt());
                fresh.add(observation(job, content));
            }
        }
        return fresh;
    }

    private static Observation observation(JobFacts job, CheckpointContent content) {
        Map<String, OperatorFacts> known = new HashMap<>();
        job.operators().forEach(operator -> known.put(operator.operator().id(), operator));
        List<String> notAssessed = new ArrayList<>();
        words(content.report().notRead(), "", notAssessed);
        List<OperatorObservation> operators = new ArrayList<>();
        for (OperatorReport operator : content.report().operators()) {
            words(operator.notRead(), operator.displayName() + ": ", notAssessed);
            operators.add(operator(operator, Optional.ofNullable(known.get(operator.id()))));
        }
        RestoreRecord restored = job.checkpoints().restored();
        return new Observation(
                job.job(),
                content.completedAt(),
                content.report().checkpoint().id(),
                runningSince(job),
                restored == null ? null : (Long) restored.checkpointId(),
                cost(job.checkpoints(), content.report().checkpoint().id()),
                operators,
                notAssessed.subList(0, Math.min(MOST_WORDS, notAssessed.size())));
    }

    private static void words(List<NotRead> notRead, String where, List<String> into) {
        notRead.forEach(each -> into.add("Not read of the checkpoint: " + where + each.what() + ": " + each.why()));
    }

    private static @Nullable Instant runningSince(JobFacts job) {
        Instant started = job.startedAt();
        RestoreRecord restored = job.checkpoints().restored();
        return restored != null && (started == null || restored.at().isAfter(started)) ? restored.at() : started;
    }

    private static CheckpointCost cost(CheckpointFacts checkpoints, long id) {
        Duration timeout = checkpoints.timeout();
        Long timeoutMillis = timeout == null ? null : (Long) timeout.toMillis();
        CheckpointRecord last = checkpoints.lastCompleted();
        return last == null || last.id() != id
                ? new CheckpointCost(null, timeoutMillis, null)
                : new CheckpointCost(last.duration().toMillis(), timeoutMillis, last.incrementalBytes());
    }

    private static OperatorObservation operator(OperatorReport operator, Optional<OperatorFacts> facts) {
        OperatorRef ref = facts.map(OperatorFacts::operator)
                .orElse(new OperatorRef(operator.id(), operator.uid(), operator.displayName()));
        List<StateObservation> states =
                operator.states().stream().map(ObservationFeed::state).toList();
        long ofStates = states.stream().mapToLong(StateObservation::bytes).sum();
        return new OperatorObservation(
                operator.uid() == null ? ref : new OperatorRef(ref.id(), operator.uid(), ref.name()),
                operator.parallelism(),
                operator.maxParallelism(),
                facts.map(OperatorFacts::recordsIn).orElse(null),
                facts.map(OperatorFacts::watermarkEpochMillis).orElse(null),
                operator.inFlightBytes(),
                operator.bytes() - operator.inFlightBytes() - ofStates,
                states);
    }

    private static StateObservation state(StateReport state) {
        Long bytes = state.size().bytes();
        return new StateObservation(
                state.name(),
                state.kind(),
                state.serializers().value(),
                state.timeToLive(),
                state.namespace(),
                null,
                bytes == null ? 0 : bytes,
                state.subtasks().stream().mapToLong(SubtaskSize::bytes).max().orElse(0),
                state.size().entries(),
                state.size().tombstones(),
                state.age().oldest(),
                state.age().newest(),
                keyGroups(state.keyGroups()),
                state.dueTimes(),
                state.lastAccess(),
                state.windowEnds(),
                state.sample());
    }

    private static List<Long> keyGroups(@Nullable KeyGroupSizes sizes) {
        List<Long> all = new ArrayList<>();
        for (int group = 0; sizes != null && group < sizes.count(); group++) {
            all.add(sizes.bytes(group));
        }
        return all;
    }
}
