package io.streamgauge.agent.config.section;

import io.streamgauge.agent.config.file.ConfigProblem;
import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.Setting;
import io.streamgauge.agent.config.key.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keys that must fit each other. */
public final class CrossChecks {

    private final Values values;
    private final Map<ConfigKey<?>, Setting> settings;
    private final List<ConfigProblem> problems;
    private final List<String> badPaths = new ArrayList<>();

    public CrossChecks(Values values, Map<ConfigKey<?>, Setting> settings, List<ConfigProblem> problems) {
        this.values = values;
        this.settings = settings;
        this.problems = problems;
    }

    /** Paths of the keys that do not fit; those that could not be read are not looked at again. */
    public List<String> run() {
        atLeast(HistoryKeys.WINDOW, LeakKeys.LONGEST_WINDOW);
        atLeast(HistoryKeys.MAX_AGE, HistoryKeys.WINDOW);
        atLeast(LeakKeys.LONGEST_WINDOW, LeakKeys.WINDOW);
        atLeast(LeakKeys.CONFIRM_AFTER, LeakKeys.SUSPECT_AFTER);
        atLeast(LeakKeys.EXPIRY_AFTER, LeakKeys.CONFIRM_AFTER);
        atLeast(IngestKeys.SILENCE_TIMEOUT, IngestKeys.PING_INTERVAL);
        atLeast(IngestKeys.TOTAL_MEMORY, IngestKeys.CONNECTION_MEMORY);
        return badPaths;
    }

    private <T extends Comparable<T>> void atLeast(ConfigKey<T> larger, ConfigKey<T> smaller) {
        T found = values.find(larger);
        T least = values.find(smaller);
        if (found != null && least != null && found.compareTo(least) < 0) {
            Setting setting = Objects.requireNonNull(settings.get(larger));
            problems.add(ConfigProblem.of(
                    setting.where(larger),
                    setting.shown(false),
                    "at least " + smaller.path() + ", "
                            + Objects.requireNonNull(settings.get(smaller)).shown(false),
                    "raise it, or lower " + smaller.path()));
            badPaths.add(larger.path());
        }
    }
}
