package io.streamgauge.samplejob.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs in which state grows without a leak, as presets of other options; what is given besides has precedence.
 *
 * <p>Time is compressed: a minute or two stand for a day.
 */
public enum Scenario {
    TRAFFIC_GROWTH(
            "traffic-growth",
            "the load grows by what it was at first, every four minutes",
            "--throttle=clock --load=growing --load-period=4m"),
    DAILY_CYCLE(
            "daily-cycle",
            "the load rises and falls, every two minutes",
            "--throttle=clock --load=daily --load-period=2m"),
    TTL_RAMP("ttl-ramp", "state with a time to live of six minutes fills for so long", "--ttl=6m"),
    FILLING_DOMAIN("filling-domain", "each of 4,000 customers gets a profile once, and keeps it", "--customers=4000"),
    REFERENCE_DATA(
            "reference-data",
            "the profiles of 300 customers are written in the first minute, and then only read",
            "--customers=300"),
    HOUR_WINDOW(
            "hour-window",
            "windows of a minute that thousands of tenants come to",
            "--window=1m --tenants=5000 --tenant-skew=0"),
    DAY_WINDOW(
            "day-window",
            "windows of five minutes that thousands of tenants come to",
            "--window=5m --tenants=20000 --tenant-skew=0"),
    BACKLOG("backlog", "the first three minutes of events come at once", "--throttle=clock --backlog=3m"),
    FIXED_LIFETIMES(
            "fixed-lifetimes",
            "every conversation is forgotten four minutes after its end, so none before",
            "--rating-window=4m"),
    COMPACTION_SAWTOOTH(
            "compaction-sawtooth",
            "few conversations, each written to all the time",
            "--lifetime=1m --rating-window=1s --ttl=10s"),
    RESTARTS("restarts", "the job fails and comes back every minute and a half", "--fail-every=90s");

    private final String option;
    private final String meaning;
    /** As on a command line. */
    private final String presets;

    Scenario(String option, String meaning, String presets) {
        this.option = option;
        this.meaning = meaning;
        this.presets = presets;
    }

    /** As typed. */
    public String option() {
        return option;
    }

    /** Values by flag. */
    Map<Flag, String> presets() {
        Map<Flag, String> values = new EnumMap<>(Flag.class);
        for (String preset : presets.split(" ")) {
            int equals = preset.indexOf('=');
            for (Flag flag : Flag.values()) {
                if (flag.option().equals(preset.substring(0, equals))) {
                    values.put(flag, preset.substring(equals + 1));
                }
            }
        }
        return values;
    }

    static Optional<Scenario> of(String option) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.option.equals(option))
                .findFirst();
    }

    static List<String> options() {
        List<String> options = new ArrayList<>();
        for (Scenario scenario : values()) {
            options.add(scenario.option);
        }
        return options;
    }

    /** One line per scenario, for {@code --help}. */
    public static String help() {
        StringBuilder text = new StringBuilder("Scenarios, in which nothing leaks:\n");
        for (Scenario scenario : values()) {
            text.append(String.format("  %-28s %s%n", scenario.option, scenario.meaning));
        }
        return text.toString();
    }
}
