package io.streamgauge.testbed.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.cases.StateName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large each state of a job was in a checkpoint: that what is injected came about is not taken for granted.
 *
 * @param sizes by state
 */
public record Sizes(Map<StateName, Size> sizes) {

    public Sizes {
        sizes = Map.copyOf(sizes);
    }

    /**
     * Size of a state.
     *
     * @param entries rows as RocksDB has them, with those that are deleted or expired and not compacted away yet; null of
     *     operator state
     */
    public record Size(@Nullable Long entries, long bytes) {

        /** As in the table. */
        String text() {
            String kibibytes = String.format(Locale.ROOT, "%,.1f KiB", bytes / 1024.0);
            return entries == null ? kibibytes : String.format(Locale.ROOT, "%,d in %s", entries, kibibytes);
        }
    }

    static Sizes none() {
        return new Sizes(Map.of());
    }

    /** Reads {@code /api/v1/states}. */
    static Sizes of(String jobId, JsonNode answer) {
        Map<StateName, Size> sizes = new HashMap<>();
        for (JsonNode state : answer.path("states")) {
            JsonNode checkpoint = state.path("checkpoint");
            if (state.path("job").path("id").asText().equals(jobId)
                    && checkpoint.path("bytes").isIntegralNumber()) {
                JsonNode entries = checkpoint.path("entries");
                sizes.put(
                        Sighting.name(
                                state.path("operator").path("name").asText(),
                                state.path("state").asText()),
                        new Size(
                                entries.isIntegralNumber() ? entries.asLong() : null,
                                checkpoint.path("bytes").asLong()));
            }
        }
        return new Sizes(sizes);
    }

    @Nullable
    Size of(StateName state) {
        return sizes.get(state);
    }
}
