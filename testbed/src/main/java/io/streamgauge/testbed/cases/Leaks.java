package io.streamgauge.testbed.cases;

import java.time.Duration;
import java.util.List;

/** Every cause class that the sample job can inject. */
public final class Leaks {

    private static final String CONVERSATIONS = "conversations";
    private static final StateName PROFILE = of("customer-profile");
    private static final StateName TRANSCRIPT = of("transcript");
    private static final StateName PARTICIPANTS = of("participants");
    private static final StateName LAST_SEQUENCE = of("last-sequence");
    private static final StateName TIMERS = of("_timer_state/event_user-timers");
    private static final StateName WINDOWS = new StateName("tenant-activity", "window-contents");
    private static final StateName WINDOW_TIMERS = new StateName("tenant-activity", "_timer_state/event_window-timers");

    /** Before what is wrong with a deployment is deployed. */
    private static final Duration HEALTHY = Duration.ofSeconds(90);

    private Leaks() {}

    private static StateName of(String state) {
        return new StateName(CONVERSATIONS, state);
    }

    /** All of them. */
    public static List<LeakCase> all() {
        return List.of(
                simple("never-cleared", "one state is not cleared when a conversation ends", PROFILE),
                simple("partly-cleared", "the same, but for a share of the conversations", PROFILE),
                simple(
                        "stalled-watermark",
                        "one partition stops telling how far it is",
                        of("conversation"),
                        TRANSCRIPT,
                        PARTICIPANTS,
                        PROFILE,
                        TIMERS,
                        WINDOWS,
                        WINDOW_TIMERS),
                simple("far-timers", "reply deadlines a thousand times too far ahead", TIMERS),
                simple("open-windows", "closings get windows in the far future", WINDOWS, WINDOW_TIMERS),
                simple("per-key-growth", "a few conversations grow for ever", TRANSCRIPT, PARTICIPANTS),
                simple("expired-garbage", "what has expired is not removed", LAST_SEQUENCE),
                simple("ttl-refreshed", "a heartbeat renews what should expire", LAST_SEQUENCE),
                simple("operator-state", "broadcast state that only grows", of("control")),
                deployed("ttl-inactive", "a restore no longer declares a state with a time to live", LAST_SEQUENCE),
                deployed("dead-state", "a restore no longer declares a state", PROFILE),
                SqlCases.leak());
    }

    private static LeakCase simple(String cause, String words, StateName... states) {
        return LeakCase.of(cause, words, Truth.leak(cause, states), Stage.last("--leak", cause));
    }

    /** Healthy, then a version of the job whose code no longer knows the state. */
    private static LeakCase deployed(String cause, String words, StateName state) {
        return LeakCase.of(
                cause,
                words,
                Truth.leak(cause, state),
                Stage.last("--leak", "none").until(HEALTHY),
                Stage.last("--leak", cause));
    }
}
