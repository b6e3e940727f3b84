package io.streamgauge.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the agent and says what is new: the demo shows what a user of the API sees. Owned by one thread. */
final class Observer {

    private static final Set<String> RAISED = Set.of("suspect", "confirmed");
    private static final Set<String> SAID = Set.of("watch", "explained");

    private final AgentProcess agent;
    private Map<String, String> verdicts = Map.of();
    private Set<String> raised = Set.of();

    Observer(AgentProcess agent) {
        this.agent = agent;
    }

    /**
     * What changed since the last look.
     *
     * @param lines for a person
     * @param found findings that are suspect or worse, when there were none before
     * @param cleared whether the last of those has gone
     */
    record Change(List<String> lines, List<JsonNode> found, boolean cleared) {

        Change {
            lines = List.copyOf(lines);
            found = List.copyOf(found);
        }
    }

    Change look() {
        List<String> lines = new ArrayList<>();
        List<JsonNode> found = new ArrayList<>();
        Map<String, String> now = new HashMap<>();
        Set<String> raisedNow = new HashSet<>();
        for (JsonNode finding : agent.api("findings").path("findings")) {
            String id = finding.path("id").asText();
            String verdict = finding.path("verdict").asText();
            now.put(id, verdict);
            boolean raise = RAISED.contains(verdict);
            if (raise) {
                raisedNow.add(id);
            }
            if (raise && !raised.contains(id)) {
                found.add(finding);
                lines.addAll(card(finding));
            } else if (!raise && !verdict.equals(verdicts.get(id)) && SAID.contains(verdict)) {
                lines.add(verdict + ": " + where(finding) + reason(finding));
            }
        }
        for (String gone : raised) {
            if (!raisedNow.contains(gone)) {
                lines.add("resolved: " + gone);
            }
        }
        boolean cleared = !raised.isEmpty() && raisedNow.isEmpty();
        verdicts = now;
        raised = raisedNow;
        return new Change(lines, found, cleared);
    }

    /** One line on the health of the job, or why there is none. */
    String summary() {
        JsonNode jobs = agent.api("jobs").path("jobs");
        if (jobs.isEmpty()) {
            return "no job seen yet";
        }
        JsonNode job = present(jobs);
        JsonNode last = job.path("checkpoints").path("lastCompleted");
        StringBuilder text = new StringBuilder(job.path("name").asText())
                .append(": ")
                .append(job.path("status").asText("state unknown"))
                .append(", ")
                .append(job.path("tasksRunning").asText("?"))
                .append('/')
                .append(job.path("tasksTotal").asText("?"))
                .append(" tasks, checkpoints completed: ")
                .append(job.path("checkpoints").path("completed").asText("?"));
        if (!last.isMissingNode() && !last.isNull()) {
            text.append(", the last of ")
                    .append(Units.bytes(last.path("fullBytes").asDouble()));
        }
        JsonNode states = agent.api("states").path("states");
        if (!states.isEmpty()) {
            JsonNode largest = states.get(0);
            text.append("; largest state ")
                    .append(largest.path("state").asText())
                    .append(" of ")
                    .append(largest.path("operator").path("name").asText())
                    .append(", ")
                    .append(Units.bytes(largest.path("sstBytes").asDouble()
                            + largest.path("memtableBytes").asDouble()));
        }
        return text.toString();
    }

    /** The one that runs: those before it, which ended in a savepoint, are still known for a while. */
    private static JsonNode present(JsonNode jobs) {
        for (JsonNode job : jobs) {
            if (job.path("status").asText().equals("RUNNING")) {
                return job;
            }
        }
        return jobs.get(0);
    }

    private static List<String> card(JsonNode finding) {
        List<String> lines = new ArrayList<>();
        lines.add(finding.path("kind").asText() + " " + finding.path("verdict").asText() + ": " + where(finding)
                + ", cause " + finding.path("cause").asText("unknown"));
        finding.path("evidence")
                .forEach(evidence -> lines.add("    - " + evidence.path("text").asText()));
        lines.add("    fix: " + finding.path("fix").asText());
        return lines;
    }

    private static String reason(JsonNode finding) {
        String first = finding.path("evidence").path(0).path("text").asText();
        return first.isEmpty() ? "" : ": " + first;
    }

    private static String where(JsonNode finding) {
        return "operator \"" + finding.path("operator").path("name").asText() + "\", state \""
                + finding.path("state").asText() + "\"";
    }
}
