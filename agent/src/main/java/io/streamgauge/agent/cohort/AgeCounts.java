package io.streamgauge.agent.cohort;

import io.streamgauge.agent.cohort.chunk.ChunkReader;
import io.streamgauge.agent.cohort.chunk.ChunkWriter;

/** How many keys there are of each age, by {@link AgeBins}. Immutable to readers. */
public final class AgeCounts {

    private final float[] counts = new float[AgeBins.COUNT];

    public double count(int bin) {
        return counts[bin];
    }

    void add(int bin) {
        counts[bin]++;
    }

    void write(ChunkWriter out) {
        out.floats(counts);
    }

    static AgeCounts read(ChunkReader in) {
        AgeCounts read = new AgeCounts();
        in.floats(read.counts);
        return read;
    }
}
