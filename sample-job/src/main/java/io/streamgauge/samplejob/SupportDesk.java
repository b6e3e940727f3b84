package io.streamgauge.samplejob;

import io.streamgauge.samplejob.leak.Leak;
import io.streamgauge.samplejob.options.Arguments;
import io.streamgauge.samplejob.options.Scenario;
import io.streamgauge.samplejob.options.Usage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The sample job: support conversations as a stateful Flink service, with a switch for state leaks.
 *
 * <p>Flink calls main to get the job graph, perhaps in the JobManager, so it never exits the process: what is wrong with
 * the command line is thrown, all of it at once.
 */
public final class SupportDesk {

    private SupportDesk() {}

    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(help());
            return;
        }
        Deployment.run(settings(args, Instant.now()));
    }

    static String help() {
        return Usage.text(Leak.help() + "\n" + Scenario.help());
    }

    /** @param now what {@code --start now} means */
    static JobSettings settings(String[] args, Instant now) {
        Arguments arguments = Arguments.of(args);
        JobSettings settings = new JobSettings(arguments, now);
        List<String> problems = arguments.problems();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("command line " + Arrays.toString(args) + ":\n  "
                    + String.join("\n  ", problems) + "\n--help lists the options");
        }
        return settings;
    }
}
