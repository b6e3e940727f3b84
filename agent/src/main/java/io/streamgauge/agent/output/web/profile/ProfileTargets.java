package io.streamgauge.agent.output.web.profile;

import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.fact.SubtaskFacts;
import io.streamgauge.agent.fact.VertexFacts;
import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.view.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What names in requests stand for, by what runs now. */
final class ProfileTargets {

    private final View view;

    ProfileTargets(View view) {
        this.view = view;
    }

    /**
     * The process that runs most of what is wanted.
     *
     * @param connected those that can be asked
     */
    String process(
            List<ProcessRef> connected, @Nullable String job, @Nullable String operator, @Nullable Integer subtask)
            throws ApiProblemException {
        if (connected.isEmpty()) {
            throw new ApiProblemException(503, "not-connected", "no process with a reporter is connected");
        }
        if (job == null && operator == null && subtask == null) {
            return only(connected);
        }
        Map<String, Integer> subtasks = new HashMap<>();
        for (VertexFacts vertex : vertices(job, operator)) {
            for (SubtaskFacts one : vertex.subtasks()) {
                String process = one.processId();
                boolean wanted = subtask == null || one.index() == subtask;
                if (wanted
                        && process != null
                        && connected.stream().anyMatch(known -> known.id().equals(process))) {
                    subtasks.merge(process, 1, Integer::sum);
                }
            }
        }
        return subtasks.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow(() -> ApiProblemException.invalid(
                        "no connected process runs that; see /api/v1/jobs for jobs, operators and subtasks"))
                .getKey();
    }

    private static String only(List<ProcessRef> connected) throws ApiProblemException {
        List<ProcessRef> taskManagers = connected.stream()
                .filter(process -> process.kind() == ProcessKind.TASK_MANAGER)
                .toList();
        List<ProcessRef> candidates = taskManagers.isEmpty() ? connected : taskManagers;
        if (candidates.size() > 1) {
            throw ApiProblemException.invalid(
                    candidates.size() + " processes are connected: name a process, job, operator or subtask");
        }
        return candidates.get(0).id();
    }

    private List<VertexFacts> vertices(@Nullable String job, @Nullable String operator) {
        List<VertexFacts> found = new ArrayList<>();
        for (JobFacts facts : view.facts().jobs()) {
            if (job != null
                    && !facts.job().id().equals(job)
                    && !facts.job().name().equals(job)) {
                continue;
            }
            for (VertexFacts vertex : facts.vertices()) {
                boolean runs = operator == null
                        || is(vertex, operator)
                        || facts.operators().stream()
                                .anyMatch(one -> one.vertexId().equals(vertex.id()) && is(one.operator(), operator));
                if (runs) {
                    found.add(vertex);
                }
            }
        }
        return found;
    }

    /** Names under which an operator, told by name, uid or id, is in the names of threads; the text itself is one. */
    List<String> names(String operator) {
        Set<String> names = new LinkedHashSet<>();
        names.add(operator);
        for (JobFacts job : view.facts().jobs()) {
            job.vertices().stream().filter(vertex -> is(vertex, operator)).forEach(vertex -> names.add(vertex.name()));
            job.operators().stream()
                    .map(OperatorFacts::operator)
                    .filter(known -> is(known, operator))
                    .forEach(known -> names.add(known.name()));
        }
        return List.copyOf(names);
    }

    private static boolean is(VertexFacts vertex, String wanted) {
        return vertex.id().equals(wanted) || vertex.name().equals(wanted);
    }

    private static boolean is(OperatorRef operator, String wanted) {
        return operator.id().equals(wanted)
                || wanted.equals(operator.uid())
                || operator.name().equals(wanted);
    }
}
