package io.streamgauge.agent.source.checkpoint;

import io.streamgauge.agent.fact.CheckpointContent;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.fact.StateFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins what checkpoints hold to what else is known: also the uids of operators, which nothing else tells. */
final class ContentJoin {

    private ContentJoin() {}

    static Facts of(Facts facts, List<CheckpointContent> contents, SourceFacts health) {
        Map<String, Map<String, String>> uids = new HashMap<>();
        contents.forEach(content -> uids.put(content.job().id(), uids(content)));
        List<JobFacts> jobs = facts.jobs().stream()
                .map(job -> withUids(job, uids.getOrDefault(job.job().id(), Map.of())))
                .toList();
        List<SourceFacts> sources = new ArrayList<>(facts.sources());
        sources.add(health);
        return new Facts(facts.at(), jobs, facts.processes(), sources, facts.cluster(), contents);
    }

    private static Map<String, String> uids(CheckpointContent content) {
        Map<String, String> uids = new HashMap<>();
        content.report().operators().forEach(operator -> {
            if (operator.uid() != null) {
                uids.put(operator.id(), operator.uid());
            }
        });
        return uids;
    }

    private static JobFacts withUids(JobFacts job, Map<String, String> uids) {
        if (uids.isEmpty()) {
            return job;
        }
        return new JobFacts(
                job.job(),
                job.status(),
                job.startedAt(),
                job.tasksRunning(),
                job.tasksTotal(),
                job.restarts(),
                job.checkpoints(),
                job.vertices(),
                job.operators().stream()
                        .map(operator -> new OperatorFacts(
                                withUid(operator.operator(), uids),
                                operator.vertexId(),
                                operator.recordsIn(),
                                operator.recordsOut(),
                                operator.watermarkEpochMillis(),
                                operator.watermarkLagSeconds(),
                                operator.rocksDb()))
                        .toList(),
                job.states().stream()
                        .map(state -> new StateFacts(
                                withUid(state.operator(), uids),
                                state.vertexId(),
                                state.state(),
                                state.subtask(),
                                state.keys(),
                                state.sstBytes(),
                                state.memtableBytes(),
                                state.liveDataBytes(),
                                state.memtableEntries(),
                                state.memtableDeletes(),
                                state.pendingCompactionBytes()))
                        .toList(),
                job.events());
    }

    private static OperatorRef withUid(OperatorRef operator, Map<String, String> uids) {
        String uid = operator.uid() == null ? uids.get(operator.id()) : operator.uid();
        return new OperatorRef(operator.id(), uid, operator.name());
    }
}
