package io.streamgauge.checkpoint.draft;

import io.streamgauge.checkpoint.sst.TableProperties;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the tail of a table file tells.
 *
 * @param state the name of its column family; null for none
 * @param entries puts and merge operands
 * @param tombstones of single keys
 * @param rawKeyBytes of user keys
 * @param oldestSeconds no data in it is older; of the epoch
 * @param newestSeconds when it was written; of the epoch
 * @param indexBytes as stored
 */
public record TableFacts(
        @Nullable String state,
        OptionalLong entries,
        OptionalLong tombstones,
        OptionalLong mergeOperands,
        OptionalLong rangeDeletions,
        OptionalLong rawKeyBytes,
        OptionalLong rawValueBytes,
        OptionalLong oldestSeconds,
        OptionalLong newestSeconds,
        OptionalLong indexBytes) {

    /** Sequence and type behind each key. */
    private static final int TRAILER_BYTES = 8;

    public static TableFacts of(TableProperties properties) {
        OptionalLong all = properties.entries();
        OptionalLong deletions = properties.deletions();
        // Written since RocksDB 5; a file without has none.
        OptionalLong ranges = OptionalLong.of(properties.rangeDeletions().orElse(0));
        OptionalLong raw = properties.rawKeyBytes();
        boolean counted = all.isPresent() && deletions.isPresent();
        return new TableFacts(
                properties.columnFamilyName().orElse(null),
                counted ? notNegative(all.getAsLong() - deletions.getAsLong()) : OptionalLong.empty(),
                counted ? notNegative(deletions.getAsLong() - ranges.getAsLong()) : OptionalLong.empty(),
                OptionalLong.of(properties.mergeOperands().orElse(0)),
                ranges,
                all.isPresent() && raw.isPresent()
                        ? notNegative(raw.getAsLong() - TRAILER_BYTES * all.getAsLong())
                        : OptionalLong.empty(),
                properties.rawValueBytes(),
                properties.oldestKeySeconds().isPresent()
                        ? properties.oldestKeySeconds()
                        : properties.creationSeconds(),
                properties.fileCreationSeconds().isPresent()
                        ? properties.fileCreationSeconds()
                        : properties.creationSeconds(),
                properties.indexBytes());
    }

    private static OptionalLong notNegative(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public long heapBytes() {
        return 300 + (state == null ? 0 : 2L * state.length());
    }
}
