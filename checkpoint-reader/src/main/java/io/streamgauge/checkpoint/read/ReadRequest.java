package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.report.Depth;
import org.jspecify.annotations.Nullable;

/**
 * What to read of a checkpoint.
 *
 * @param keyGroupsOf128 how many key groups make the sample, of 128; in proportion where there are more or fewer
 * @param only the state to scan at depth full; null for all. Others are then read at depth sizes
 */
public record ReadRequest(Depth depth, int keyGroupsOf128, @Nullable StateName only, ReadProgress progress) {

    public ReadRequest {
        if (keyGroupsOf128 < 1 || keyGroupsOf128 > 128) {
            throw new IllegalArgumentException("key groups of 128: expected 1 to 128, found " + keyGroupsOf128);
        }
    }

    /** One state. */
    public record StateName(String operatorId, String state) {}

    public static ReadRequest sizes() {
        return new ReadRequest(Depth.SIZES, 1, null, ReadProgress.NONE);
    }

    public static ReadRequest keys(int keyGroupsOf128) {
        return new ReadRequest(Depth.KEYS, keyGroupsOf128, null, ReadProgress.NONE);
    }

    /** All states. */
    public static ReadRequest full() {
        return new ReadRequest(Depth.FULL, 1, null, ReadProgress.NONE);
    }

    public static ReadRequest full(StateName state) {
        return new ReadRequest(Depth.FULL, 1, state, ReadProgress.NONE);
    }

    public ReadRequest with(ReadProgress newProgress) {
        return new ReadRequest(depth, keyGroupsOf128, only, newProgress);
    }

    /** How deep one state is read. */
    Depth depthOf(String operatorId, String state) {
        return only == null
                        || (only.operatorId().equals(operatorId) && only.state().equals(state))
                ? depth
                : Depth.SIZES;
    }
}
