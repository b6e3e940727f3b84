package io.streamgauge.reporter.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong inside the reporter: logged once for each cause and subject, counted, told to agents. Thread-safe. */
public final class Problems {

    /** No more are told apart; the rest is counted as one. */
    static final int MAX_TOLD_APART = 256;

    private static final Logger LOG = LoggerFactory.getLogger("io.streamgauge.reporter");

    private final Map<List<String>, Problem> known = new HashMap<>();
    /** In the order in which they were first seen. */
    private final List<Problem> inOrder = new ArrayList<>();

    /** Class and place of what was thrown; not its message, which may be foreign or secret. */
    public static String at(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    public void note(String cause, String subject) {
        if (count(cause, subject)) {
            LOG.warn("Streamgauge: {}: {}; told once, then counted", subject, cause);
        }
    }

    /** For what is normal in Flink, such as gauges of text: nobody need act. */
    public void noteQuietly(String cause, String subject) {
        if (count(cause, subject)) {
            LOG.info("Streamgauge: {}: {}; not reported; told once, then counted", subject, cause);
        }
    }

    private synchronized boolean count(String cause, String subject) {
        Problem problem = known.get(List.of(cause, subject));
        boolean isNew = problem == null;
        if (problem == null) {
            boolean room = known.size() < MAX_TOLD_APART - 1;
            List<String> key = room ? List.of(cause, subject) : List.of("further problems", "reporter");
            problem = known.get(key);
            isNew = problem == null;
            if (problem == null) {
                problem = new Problem(key.get(0), key.get(1));
                known.put(key, problem);
                inOrder.add(problem);
            }
        }
        problem.total++;
        return isNew;
    }

    /** Those from this place on, in the order in which they were first seen. */
    public synchronized List<Problem> from(int place) {
        return new ArrayList<>(inOrder.subList(place, inOrder.size()));
    }

    /** How often it was noted until now. */
    public synchronized long total(Problem problem) {
        return problem.total;
    }
}
