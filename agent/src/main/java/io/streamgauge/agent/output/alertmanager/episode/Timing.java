package io.streamgauge.agent.output.alertmanager.episode;

import java.time.Duration;

/**
 * When alerts are sent.
 *
 * @param resend how often what fires is sent again; at least the tick of the agent
 * @param repeatResolved how long what is resolved is still sent
 * @param restartGrace how long an alert of before a restart may take to be found again
 * @param refreshPeers how often names are resolved again
 */
public record Timing(Duration resend, Duration repeatResolved, Duration restartGrace, Duration refreshPeers) {

    public static final Timing DEFAULT =
            new Timing(Duration.ofSeconds(60), Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofSeconds(30));

    private static final int RESENDS_THAT_MAY_GET_LOST = 4;

    /** How long a sent alert fires at Alertmanager without being sent again. */
    public Duration validity() {
        return resend.multipliedBy(RESENDS_THAT_MAY_GET_LOST);
    }
}
