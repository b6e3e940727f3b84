package io.streamgauge.agent.inspect;

import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import java.util.List;

/**
 * What is at a place that the user named.
 *
 * @param complete newest first; at least one
 * @param incomplete newest first
 */
record Found(List<LocatedCheckpoint> complete, List<LocatedCheckpoint> incomplete) {

    LocatedCheckpoint newest() {
        return complete.get(0);
    }
}
