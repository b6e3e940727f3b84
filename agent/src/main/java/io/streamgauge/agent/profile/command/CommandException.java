package io.streamgauge.agent.profile.command;

/** Why the command ends; the message is for the terminal. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    /** @param exitCode 1 it failed, 2 it was asked for something that cannot be */
    CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
