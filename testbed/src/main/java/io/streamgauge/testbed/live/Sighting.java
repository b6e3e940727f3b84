package io.streamgauge.testbed.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.cases.StateName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a finding of the agent said at one time.
 *
 * @param at since the case began
 * @param job its name, which is that of the case
 * @param causes the most probable first; may be empty
 * @param words the first evidence, for a person
 */
public record Sighting(Duration at, String job, StateName state, String verdict, List<String> causes, String words) {

    /** The SQL planner numbers its operators, anew with each query in the process: "Join[12]". */
    private static final Pattern PLANNER_NUMBER = Pattern.compile("\\[\\d+]$");

    public Sighting {
        causes = List.copyOf(causes);
    }

    /** Reads an element of {@code /api/v1/findings}. */
    static Sighting of(Duration at, JsonNode finding) {
        List<String> causes = new ArrayList<>();
        finding.path("causes").forEach(share -> causes.add(share.path("cause").asText()));
        String first = finding.path("cause").asText("");
        if (!first.isEmpty() && !causes.contains(first)) {
            causes.add(0, first);
        }
        return new Sighting(
                at,
                finding.path("job").path("name").asText(),
                name(
                        finding.path("operator").path("name").asText(),
                        finding.path("state").asText()),
                finding.path("verdict").asText(),
                causes,
                finding.path("evidence").path(0).path("text").asText());
    }

    static StateName name(String operator, String state) {
        return new StateName(PLANNER_NUMBER.matcher(operator).replaceFirst(""), state);
    }

    boolean isRaised() {
        return verdict.equals("suspect") || isConfirmed();
    }

    boolean isConfirmed() {
        return verdict.equals("confirmed");
    }

    /** Whether it says what another of the same state said. */
    boolean saysAs(Sighting other) {
        return verdict.equals(other.verdict) && causes.equals(other.causes);
    }
}
