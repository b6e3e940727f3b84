package io.streamgauge.samplejob.census.truth;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the command line of the census says: {@code --name value} pairs. Immutable; the same options give the same content.
 *
 * <p>Whatever is wrong is thrown at once as one {@link IllegalArgumentException}.
 */
public final class CensusOptions implements Serializable {

    /** The operators by uid; {@code parts} is always there: its count of records tells that the source is through. */
    public static final List<String> OPERATORS = List.of("roster", "named", "tumbling", "sessions", "parts", "rules");

    private static final long serialVersionUID = 1L;
    private static final int MOST_KEY_GROUPS = 32_768;

    private final Map<String, String> given;
    private final List<String> problems = new ArrayList<>();
    private final int keys;
    private final int visits;
    private final int payload;
    private final int rules;
    private final int maxParallelism;
    private final boolean finishing;
    private final boolean flood;
    private final String without;
    private final TreeSet<String> operators;
    private final String checkpointDirectory;

    private CensusOptions(Map<String, String> given) {
        this.given = given;
        keys = number("keys", 1_000, 1, Integer.MAX_VALUE / 8);
        visits = number("visits", CensusPlan.LAST_VISIT + 1, 1, CensusPlan.LAST_VISIT + 1);
        payload = number("payload", 24, 0, 1 << 20);
        rules = number("rules", 7, 0, 1_000_000);
        maxParallelism = number("max-parallelism", 128, 1, MOST_KEY_GROUPS);
        finishing = text("finishing", "off").equals("on");
        flood = text("flood", "off").equals("on");
        without = text("without", "");
        operators = new TreeSet<>(
                Arrays.asList(text("operators", String.join(",", OPERATORS)).split(",")));
        checkpointDirectory = text("checkpoint-dir", "");
        check();
    }

    /** Reads {@code --name value} pairs. */
    public static CensusOptions of(String... arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException("census: found " + Arrays.toString(arguments)
                        + ", expected pairs of --name value; wrong from " + arguments[i]);
            }
            given.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return new CensusOptions(given);
    }

    private void check() {
        for (String switched : List.of("finishing", "flood")) {
            if (!List.of("on", "off").contains(given.getOrDefault(switched, "off"))) {
                problems.add("--" + switched + ": found " + given.get(switched) + ", expected on or off");
            }
        }
        for (String operator : operators) {
            if (!OPERATORS.contains(operator)) {
                problems.add("--operators: found " + operator + ", expected some of " + OPERATORS);
            }
        }
        operators.add("parts");
        if (!without.isEmpty() && !without.equals(CensusPlan.RETIRED)) {
            problems.add("--without: found " + without + ", expected " + CensusPlan.RETIRED);
        }
        Set<String> known = Set.of(
                "keys",
                "visits",
                "payload",
                "rules",
                "max-parallelism",
                "finishing",
                "flood",
                "without",
                "operators",
                "checkpoint-dir");
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                problems.add("--" + name + ": no such option, expected one of " + new TreeSet<>(known));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("census: " + String.join("; ", problems));
        }
    }

    private String text(String name, String standard) {
        return given.getOrDefault(name, standard);
    }

    private int number(String name, int standard, int least, int most) {
        String value = text(name, Integer.toString(standard));
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, like a number out of bounds.
        }
        problems.add("--" + name + ": found " + value + ", expected " + least + " to " + most);
        return standard;
    }

    /** How many keys visit; each as often as {@link #visits}. */
    public int keys() {
        return keys;
    }

    /** How often each key visits. */
    public int visits() {
        return visits;
    }

    /** Characters of a payload. */
    public int payload() {
        return payload;
    }

    /** Entries of the broadcast state. */
    public int rules() {
        return rules;
    }

    /** Key groups. */
    public int maxParallelism() {
        return maxParallelism;
    }

    /** Whether some sources end while others stay open. */
    public boolean finishing() {
        return finishing;
    }

    /** Whether a branch of its own is so slow that records are always in flight. */
    public boolean flood() {
        return flood;
    }

    /** The state that is no longer declared, empty for none; a run that did declare it is to be restored. */
    public String without() {
        return without;
    }

    /** Whether an operator takes part. */
    public boolean has(String operator) {
        return operators.contains(operator);
    }

    /** Where checkpoints go as a URI, empty for where the cluster puts them. */
    public String checkpointDirectory() {
        return checkpointDirectory;
    }

    /** Records of the main source. */
    public long records() {
        return (long) keys * visits;
    }
}
