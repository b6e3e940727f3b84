package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.metadata.Offsets;
import io.streamgauge.checkpoint.metadata.OperatorStateHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How many bytes each operator state has in its stream: each element reaches to where the next one of any state begins. */
final class OperatorStateExtents {
    private final long[] bytes;

    private OperatorStateExtents(long[] bytes) {
        this.bytes = bytes;
    }

    /** Null if an offset lies outside of the stream. */
    static @Nullable OperatorStateExtents of(OperatorStateHandle handle) {
        int count = handle.states().stream()
                .mapToInt(state -> state.offsets().count())
                .sum();
        long[] starts = new long[count];
        int filled = 0;
        for (OperatorStateHandle.NamedState state : handle.states()) {
            for (int i = 0; i < state.offsets().count(); i++) {
                starts[filled++] = state.offsets().get(i);
            }
        }
        Arrays.sort(starts);
        long size = handle.sizeBytes();
        if (count > 0 && (starts[0] < 0 || starts[count - 1] > size)) {
            return null;
        }
        long[] bytes = new long[handle.states().size()];
        for (int state = 0; state < bytes.length; state++) {
            Offsets offsets = handle.states().get(state).offsets();
            for (int i = 0; i < offsets.count(); i++) {
                // Of several elements at one offset, which then are empty, one gets what follows: any of them.
                int at = firstAfter(starts, offsets.get(i));
                boolean last = i == offsets.count() - 1 || offsets.get(i + 1) != offsets.get(i);
                bytes[state] += last ? (at == count ? size : starts[at]) - offsets.get(i) : 0;
            }
        }
        return new OperatorStateExtents(bytes);
    }

    private static int firstAfter(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** @param state its place in the handle */
    long bytes(int state) {
        return bytes[state];
    }
}
