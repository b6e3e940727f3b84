package io.streamgauge.agent.profile.select;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a Flink task's thread tells: {@code Source: orders -> Count per user (2/4)#1}.
 *
 * @param chain the names of its operators, joined as Flink joins them
 * @param subtask from 0
 * @param parallelism as named
 * @param attempt from 0
 */
public record TaskThread(String chain, int subtask, int parallelism, int attempt) {

    /** Threads that work for one task alone begin with one of these words. */
    private static final Pattern NAME = Pattern.compile(
            "(?:Legacy Source Thread - |Source Data Fetcher for |(?:System )?Time Trigger for |OutputFlusher for )?"
                    + "(.+) \\((\\d{1,6})/(\\d{1,6})\\)#(\\d{1,9})");

    /** Empty when it is no task's thread. */
    public static Optional<TaskThread> of(String thread) {
        Matcher matcher = NAME.matcher(thread);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int ordinal = Integer.parseInt(matcher.group(2));
        int parallelism = Integer.parseInt(matcher.group(3));
        if (ordinal < 1 || ordinal > parallelism) {
            return Optional.empty();
        }
        return Optional.of(
                new TaskThread(matcher.group(1), ordinal - 1, parallelism, Integer.parseInt(matcher.group(4))));
    }

    /** Whether an operator of that name, or the whole chain, is in it. Names may themselves hold what Flink joins them with. */
    public boolean runs(String operator) {
        if (operator.isEmpty()) {
            return false;
        }
        for (int at = chain.indexOf(operator); at >= 0; at = chain.indexOf(operator, at + 1)) {
            if (begins(chain.substring(0, at)) && ends(chain.substring(at + operator.length()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(String before) {
        return before.isEmpty()
                || before.endsWith("-> ")
                || before.endsWith("(")
                || before.endsWith(", ")
                || before.endsWith("Source: ")
                || before.endsWith("Sink: ");
    }

    private static boolean ends(String after) {
        return after.isEmpty() || after.startsWith(" ->") || after.startsWith(")") || after.startsWith(", ");
    }
}
