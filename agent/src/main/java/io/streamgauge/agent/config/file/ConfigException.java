package io.streamgauge.agent.config.file;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Holds every problem, not just the first; the message has one line for each. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    public ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::text).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }
}
