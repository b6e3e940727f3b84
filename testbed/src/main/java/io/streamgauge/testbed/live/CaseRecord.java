package io.streamgauge.testbed.live;

import io.streamgauge.testbed.cases.LeakCase;
import java.time.Duration;
import java.util.List;

/**
 * What was seen of one case.
 *
 * @param flink release line
 * @param injectedAt when the leak began, since the case did; no meaning for a look-alike
 * @param sightings whenever a finding came or changed, in order of time; the last of each state is what was said at the end
 * @param before when the leak began
 * @param after when the run ended
 */
public record CaseRecord(
        LeakCase leakCase, String flink, Duration injectedAt, List<Sighting> sightings, Sizes before, Sizes after) {

    public CaseRecord {
        sightings = List.copyOf(sightings);
    }
}
