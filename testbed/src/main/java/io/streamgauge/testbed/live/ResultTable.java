package io.streamgauge.testbed.live;

import io.streamgauge.testbed.cases.StateName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The judgements as a table in Markdown, for docs/leak-live.md. */
public final class ResultTable {

    private ResultTable() {}

    /** The table and the sums below it. */
    public static String of(List<Judgement> judgements) {
        StringBuilder text = new StringBuilder();
        text.append(
                "| Flink | Injected | State | Entries and bytes | Verdict | Causes named | Suspect after | Confirmed after | False alarms |"
                        + " Explained |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|\n");
        for (Judgement one : judgements) {
            Sighting found = one.found();
            text.append("| ")
                    .append(String.join(
                            " | ",
                            one.of().flink(),
                            one.of().leakCase().name(),
                            state(one) == null ? "" : "`" + state(one) + "`",
                            sizes(one),
                            found == null ? one.leaks() ? "**missed**" : "none" : found.verdict(),
                            found == null ? "" : causes(one, found),
                            time(one.suspectAfter()),
                            time(one.confirmedAfter()),
                            alarms(one.falseAlarms()),
                            one.explained().stream()
                                    .map(sighting -> "`" + sighting.state().state() + "`")
                                    .collect(Collectors.joining(", "))))
                    .append(" |\n");
        }
        return text.append('\n').append(Score.of(judgements).text()).toString();
    }

    /** The one found, else the first that leaks. */
    private static @Nullable StateName state(Judgement one) {
        Sighting found = one.found();
        return found != null
                ? found.state()
                : one.of().leakCase().truth().states().stream().findFirst().orElse(null);
    }

    /** When the leak began and when the run ended, as the checkpoints had it. */
    private static String sizes(Judgement one) {
        StateName state = state(one);
        return state == null
                ? ""
                : size(one.of().before(), state) + " to " + size(one.of().after(), state);
    }

    private static String size(Sizes sizes, StateName state) {
        Sizes.Size size = sizes.of(state);
        return size == null ? "?" : size.text();
    }

    private static String causes(Judgement one, Sighting found) {
        String named = found.causes().stream().limit(2).collect(Collectors.joining(", "));
        return one.hasCauseWithin(1) ? named : "**" + (named.isEmpty() ? "none" : named) + "**";
    }

    private static String alarms(List<Sighting> alarms) {
        return alarms.stream()
                .map(alarm -> "**`" + alarm.state() + "`** " + alarm.verdict() + " at " + time(alarm.at()) + " ("
                        + String.join(", ", alarm.causes()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String time(@Nullable Duration time) {
        return time == null ? "" : time.toSeconds() + " s";
    }
}
