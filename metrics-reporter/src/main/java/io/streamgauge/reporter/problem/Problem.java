package io.streamgauge.reporter.problem;

/** One cause of one subject. */
public final class Problem {

    private final String cause;
    private final String subject;
    /** How often it was noted. Guarded by the {@link Problems} that made it. */
    long total;

    Problem(String cause, String subject) {
        this.cause = cause;
        this.subject = subject;
    }

    public String cause() {
        return cause;
    }

    /** What it happened to: a metric, an agent, a part of the reporter. */
    public String subject() {
        return subject;
    }
}
