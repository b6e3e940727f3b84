package io.streamgauge.agent.profile.command;

import java.util.stream.Collectors;

/** Texts of an agent on their way to a terminal. */
final class TerminalText {

    private TerminalText() {}

    /** Line ends stay, whatever else a terminal obeys does not. */
    static String lines(String text) {
        return text.lines().map(line -> line.replaceAll("\\p{Cntrl}", "?")).collect(Collectors.joining("\n"));
    }
}
