package io.streamgauge.testbed.live;

import io.streamgauge.testbed.cases.StateName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A case held against its truth.
 *
 * @param found of the leak's states the first that was raised, as it was said last while raised; null where none was
 * @param suspectAfter from the injection to the first suspicion of any of the leak's states; null where none came
 * @param confirmedAfter the same to the first confirmation
 * @param falseAlarms the first time that each state was raised that does not leak, or before its leak began
 * @param explained states whose growth was explained at the end, with the reason
 */
public record Judgement(
        CaseRecord of,
        @Nullable Sighting found,
        @Nullable Duration suspectAfter,
        @Nullable Duration confirmedAfter,
        List<Sighting> falseAlarms,
        List<Sighting> explained) {

    public Judgement {
        falseAlarms = List.copyOf(falseAlarms);
        explained = List.copyOf(explained);
    }

    /** What was seen, against what was injected. */
    public static Judgement of(CaseRecord seen) {
        List<StateName> leaking = seen.leakCase().truth().states();
        Map<StateName, Sighting> alarms = new LinkedHashMap<>();
        Map<StateName, Sighting> last = new LinkedHashMap<>();
        @Nullable Sighting found = null;
        @Nullable Duration suspect = null;
        @Nullable Duration confirmed = null;
        for (Sighting sighting : seen.sightings()) {
            last.put(sighting.state(), sighting);
            if (!sighting.isRaised()) {
                continue;
            }
            boolean right = leaking.contains(sighting.state()) && sighting.at().compareTo(seen.injectedAt()) >= 0;
            if (!right) {
                alarms.putIfAbsent(sighting.state(), sighting);
                continue;
            }
            Duration after = sighting.at().minus(seen.injectedAt());
            suspect = suspect == null ? after : suspect;
            confirmed = confirmed == null && sighting.isConfirmed() ? after : confirmed;
            found = found == null || found.state().equals(sighting.state()) ? sighting : found;
        }
        List<Sighting> explained = new ArrayList<>();
        last.values().stream()
                .filter(sighting -> sighting.verdict().equals("explained"))
                .forEach(explained::add);
        return new Judgement(seen, found, suspect, confirmed, List.copyOf(alarms.values()), explained);
    }

    /** Whether anything was injected. */
    public boolean leaks() {
        return of.leakCase().truth().leaks();
    }

    /** Whether the cause is among the first so many that were named. */
    public boolean hasCauseWithin(int count) {
        Sighting raised = found;
        return raised != null
                && raised.causes().stream()
                        .limit(count)
                        .anyMatch(cause ->
                                Objects.equals(cause, of.leakCase().truth().cause()));
    }

    /** Whether all is as it should be: the leak found with its cause first, and nothing else raised. */
    public boolean isRight() {
        return falseAlarms.isEmpty() && (!leaks() || hasCauseWithin(1));
    }
}
