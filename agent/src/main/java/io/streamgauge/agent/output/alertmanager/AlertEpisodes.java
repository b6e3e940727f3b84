package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.episode.Alert;
import io.streamgauge.agent.output.alertmanager.episode.AlertContent;
import io.streamgauge.agent.output.alertmanager.episode.AlertState;
import io.streamgauge.agent.output.alertmanager.episode.AlertState.Step;
import io.streamgauge.agent.output.alertmanager.episode.Sighting;
import io.streamgauge.agent.output.alertmanager.episode.Timing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns findings into episodes of alerts and says what has to be sent. No clock, no I/O: time comes in with the findings.
 * For one thread.
 */
final class AlertEpisodes {

    private final AlertWording wording;
    private final Set<Verdict> pagingVerdicts;
    private final Timing timing;
    private final Map<SortedMap<String, String>, AlertState> states = new LinkedHashMap<>();

    AlertEpisodes(AlertWording wording, Set<Verdict> pagingVerdicts, Timing timing) {
        this.wording = wording;
        this.pagingVerdicts = Set.copyOf(pagingVerdicts);
        this.timing = timing;
    }

    /** What has to be sent now, each alert at most once. */
    List<Alert> tick(List<Finding> findings, Instant now) {
        Map<SortedMap<String, String>, Seen> seen = see(findings);
        List<Alert> sends = new ArrayList<>();
        for (SortedMap<String, String> identity : List.copyOf(states.keySet())) {
            AlertState state = states.get(identity);
            Seen found = seen.remove(identity);
            if (state != null) {
                apply(
                        identity,
                        found == null
                                ? state.next(Sighting.ABSENT, null, now, timing)
                                : state.next(found.sighting, found.fresh, now, timing),
                        sends);
            }
        }
        seen.forEach((identity, found) -> {
            if (found.fresh != null) {
                apply(identity, AlertState.begin(found.fresh, now), sends);
            }
        });
        return List.copyOf(sends);
    }

    private void apply(SortedMap<String, String> identity, Step step, List<Alert> sends) {
        AlertState next = step.state();
        if (next == null) {
            states.remove(identity);
            return;
        }
        states.put(identity, next);
        if (step.sendNow()) {
            sends.add(next.lastSent(timing));
        }
    }

    private Map<SortedMap<String, String>, Seen> see(List<Finding> findings) {
        Map<SortedMap<String, String>, Seen> seen = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (wording.isPushed(finding.kind())) {
                Sighting sighting = sighting(finding.verdict());
                seen.merge(
                        wording.labels(finding),
                        new Seen(sighting, sighting == Sighting.FOUND ? wording.content(finding) : null),
                        // Two jobs of one name share an alert: the worse one speaks.
                        (a, b) -> b.sighting.compareTo(a.sighting) > 0 ? b : a);
            }
        }
        return seen;
    }

    private Sighting sighting(Verdict verdict) {
        if (pagingVerdicts.contains(verdict)) {
            return Sighting.FOUND;
        }
        return verdict == Verdict.INCOMPLETE ? Sighting.UNSURE : Sighting.CLEARED;
    }

    /** Every alert as last sent, for a peer that joins. */
    List<Alert> lastSent() {
        return states.values().stream().map(state -> state.lastSent(timing)).toList();
    }

    Map<SortedMap<String, String>, AlertState> states() {
        return Map.copyOf(states);
    }

    /** Takes up what another run remembered; what was firing then has to be found again. */
    void restore(List<AlertState> remembered, Instant now) {
        for (AlertState state : remembered) {
            states.put(
                    state.content().labels(),
                    state instanceof AlertState.Resolved
                            ? state
                            : new AlertState.Unconfirmed(state.content(), state.startsAt(), state.sentAt(), now));
        }
    }

    private record Seen(Sighting sighting, @Nullable AlertContent fresh) {}
}
