package io.streamgauge.testbed.cases;

import java.time.Duration;
import java.util.List;

/** Jobs in which nothing leaks, though state grows. */
public final class LookAlikes {

    /** Long enough to reach a level before something is done to the job. */
    private static final Duration SETTLED = Duration.ofSeconds(150);

    private LookAlikes() {}

    /** All of them. */
    public static List<LeakCase> all() {
        return List.of(
                LeakCase.of("none", "a healthy job", Truth.healthy(), healthy()),
                scenario("traffic-growth", "the load grows"),
                scenario("daily-cycle", "the load rises and falls"),
                scenario("ttl-ramp", "state fills until its time to live is over"),
                scenario("filling-domain", "profiles of customers, of whom there are only so many"),
                scenario("reference-data", "profiles that are written at first, and then only read"),
                scenario("hour-window", "windows of a minute fill and end"),
                scenario("day-window", "windows of five minutes fill and end"),
                scenario("backlog", "three minutes of events come at once"),
                scenario("fixed-lifetimes", "nothing dies before the first lifetime is over"),
                // Said in full: the suite's own lifetime would have precedence over that of the scenario.
                LeakCase.of(
                        "compaction-sawtooth",
                        "few keys, each written to all the time",
                        Truth.healthy(),
                        Stage.last("--scenario", "compaction-sawtooth", "--lifetime", "1m")),
                scenario("restarts", "the job fails and comes back, again and again"),
                LeakCase.of(
                        "rescale",
                        "from two subtasks to four",
                        Truth.healthy(),
                        healthy().until(SETTLED),
                        healthy().withParallelism(2 * LeakCase.PARALLELISM)),
                LeakCase.of(
                        "new-state",
                        "the next version of the job adds a state",
                        Truth.healthy(),
                        Stage.last("--leak", "none", "--without", "transcript").until(SETTLED),
                        healthy()));
    }

    private static Stage healthy() {
        return Stage.last("--leak", "none");
    }

    /** One that the sample job knows by the same name. */
    private static LeakCase scenario(String name, String words) {
        return LeakCase.of(name, words, Truth.healthy(), Stage.last("--scenario", name));
    }
}
