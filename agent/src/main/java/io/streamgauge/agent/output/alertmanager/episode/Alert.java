package io.streamgauge.agent.output.alertmanager.episode;

import java.time.Instant;
import java.util.SortedMap;

/**
 * One alert as it goes to a peer.
 *
 * @param endsAt of a firing alert: when Alertmanager may take it for resolved if it hears no more; of a resolved one: when
 *     it ended
 */
public record Alert(AlertContent content, Instant startsAt, Instant endsAt, boolean firing) {

    public SortedMap<String, String> identity() {
        return content.labels();
    }

    /** A firing alert whose end has passed would resolve at the receiver what still fires. */
    public boolean isExpired(Instant now) {
        return firing && !endsAt.isAfter(now);
    }
}
