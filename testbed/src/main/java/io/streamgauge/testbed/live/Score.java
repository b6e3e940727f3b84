package io.streamgauge.testbed.live;

import java.util.List;
import java.util.Locale;

/**
 * Sums over cases. A leak counts once, however many of its states were raised; a false alarm counts once per state.
 *
 * @param confirmedAlarms of the false alarms those that were confirmed when they came
 */
record Score(
        int leaks,
        int suspected,
        int confirmed,
        int falseAlarms,
        int confirmedAlarms,
        int causeFirst,
        int causeWithinTwo) {

    static Score of(List<Judgement> judgements) {
        return new Score(
                (int) judgements.stream().filter(Judgement::leaks).count(),
                (int) judgements.stream()
                        .filter(one -> one.suspectAfter() != null)
                        .count(),
                (int) judgements.stream()
                        .filter(one -> one.confirmedAfter() != null)
                        .count(),
                judgements.stream().mapToInt(one -> one.falseAlarms().size()).sum(),
                judgements.stream()
                        .mapToInt(one -> (int) one.falseAlarms().stream()
                                .filter(Sighting::isConfirmed)
                                .count())
                        .sum(),
                (int) judgements.stream().filter(one -> one.hasCauseWithin(1)).count(),
                (int) judgements.stream().filter(one -> one.hasCauseWithin(2)).count());
    }

    /** One line per level. */
    String text() {
        return line("suspect or confirmed", suspected, falseAlarms)
                + line("confirmed", confirmed, confirmedAlarms)
                + String.format(
                        Locale.ROOT,
                        "Cause first: %d of %d found, within two: %d.%n",
                        causeFirst,
                        suspected,
                        causeWithinTwo);
    }

    private String line(String level, int found, int alarms) {
        return String.format(
                Locale.ROOT,
                "%s: %d of %d leaks found (recall %s), %d false alarms (precision %s).%n",
                level.substring(0, 1).toUpperCase(Locale.ROOT) + level.substring(1),
                found,
                leaks,
                ratio(found, leaks),
                alarms,
                ratio(found, found + alarms));
    }

    private static String ratio(int part, int whole) {
        return whole == 0 ? "none" : String.format(Locale.ROOT, "%.2f", (double) part / whole);
    }
}
