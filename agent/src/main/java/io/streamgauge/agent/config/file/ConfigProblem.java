package io.streamgauge.agent.config.file;

/** One thing that is wrong with the configuration: where, what was found, what is expected, what to do. */
public record ConfigProblem(String text) {

    public static ConfigProblem of(String where, String found, String expected, String remedy) {
        return new ConfigProblem(where + ": found " + found + ", expected " + expected + "; " + remedy);
    }
}
