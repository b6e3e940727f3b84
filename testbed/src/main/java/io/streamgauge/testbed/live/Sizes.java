package io.streamgauge.testbed.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.cases.StateName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many entries each state of a job had in a checkpoint: that what is injected came about is not taken for granted.
 *
 * @param entries rows as RocksDB has them, with those that are deleted or expired and not compacted away yet
 */
public record Sizes(Map<StateName, Long> entries) {

    public Sizes {
        entries = Map.copyOf(entries);
    }

    static Sizes none() {
        return new Sizes(Map.of());
    }

    /** Reads {@code /api/v1/states}. */
    static Sizes of(String jobId, JsonNode answer) {
        Map<StateName, Long> entries = new HashMap<>();
        for (JsonNode state : answer.path("states")) {
            JsonNode count = state.path("checkpoint").path("entries");
            if (state.path("job").path("id").asText().equals(jobId) && count.isIntegralNumber()) {
                entries.put(
                        Sighting.name(
                                state.path("operator").path("name").asText(),
                                state.path("state").asText()),
                        count.asLong());
            }
        }
        return new Sizes(entries);
    }

    @Nullable
    Long of(StateName state) {
        return entries.get(state);
    }
}
