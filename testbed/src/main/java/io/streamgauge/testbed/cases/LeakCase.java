package io.streamgauge.testbed.cases;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A job that leaks in one way, or only looks as if.
 *
 * @param name of the cause or the look-alike
 * @param words what happens, for a person
 * @param entryClass the job's main class
 */
public record LeakCase(String name, String words, Truth truth, List<Stage> stages, String entryClass) {

    private static final String SUPPORT_DESK = "io.streamgauge.samplejob.SupportDesk";

    static final int PARALLELISM = 2;

    public LeakCase {
        stages = List.copyOf(stages);
        for (int i = 0; i < stages.size(); i++) {
            if ((stages.get(i).end() == null) != (i == stages.size() - 1)) {
                throw new IllegalArgumentException(name + ": each stage but the last has an end, found " + stages);
            }
        }
    }

    static LeakCase of(String name, String words, Truth truth, Stage... stages) {
        return new LeakCase(name, words, truth, List.of(stages), SUPPORT_DESK);
    }

    /** The slots that it takes at most. */
    public int slots() {
        return stages.stream().mapToInt(Stage::parallelism).max().orElse(PARALLELISM);
    }

    /** Whether the job can be told to stop leaking while it runs. */
    public boolean canBeTold() {
        return entryClass.equals(SUPPORT_DESK);
    }

    /** All leaks, then all look-alikes, then what SQL makes. */
    public static List<LeakCase> all() {
        return Stream.of(Leaks.all(), LookAlikes.all(), SqlCases.more())
                .flatMap(List::stream)
                .toList();
    }

    /** The leak or look-alike of this name. */
    public static Optional<LeakCase> named(String name) {
        return all().stream().filter(known -> known.name().equals(name)).findFirst();
    }
}
