package io.streamgauge.agent.source.profile;

/** Text that a process told, made fit for logs and pages. */
final class Told {

    private static final int MAX_TEXT = 500;

    private Told() {}

    /** Without control characters, and of bounded length. */
    static String text(String told) {
        String cut = told.length() > MAX_TEXT ? told.substring(0, MAX_TEXT) + "..." : told;
        return cut.replaceAll("\\p{Cntrl}", " ");
    }

    /** A name of letters, digits, {@code _} and {@code -}. */
    static String word(String told) {
        return told.matches("[A-Za-z0-9_-]{1,40}") ? told : "unknown";
    }
}
