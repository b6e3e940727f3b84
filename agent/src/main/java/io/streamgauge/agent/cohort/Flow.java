package io.streamgauge.agent.cohort;

import io.streamgauge.agent.cohort.chunk.ChunkReader;
import io.streamgauge.agent.cohort.chunk.ChunkWriter;

/**
 * What happened to sampled keys over a time, by age. Immutable to readers.
 *
 * <p>Exposure is key-seconds lived at an age; deaths by exposure is the hazard of that age. Keys that were there at the first
 * look, the elders, are counted apart: nobody knows their age.
 */
public final class Flow {

    private final float[] exposureSeconds = new float[AgeBins.COUNT];
    private final float[] deaths = new float[AgeBins.COUNT];
    private final float[] idleDeaths = new float[AgeBins.COUNT];
    private double births;
    private double elderSeconds;
    private double elderDeaths;

    /** Key-seconds lived at ages of a bin of {@link AgeBins}. */
    public double exposureSeconds(int bin) {
        return exposureSeconds[bin];
    }

    public double deaths(int bin) {
        return deaths[bin];
    }

    /** Deaths by the time since the last change of the key's value. */
    public double idleDeaths(int bin) {
        return idleDeaths[bin];
    }

    public double births() {
        return births;
    }

    /** Of keys whose birth was seen. */
    public double deaths() {
        double sum = 0;
        for (float each : deaths) {
            sum += each;
        }
        return sum;
    }

    /** Key-seconds lived by elders. */
    public double elderSeconds() {
        return elderSeconds;
    }

    public double elderDeaths() {
        return elderDeaths;
    }

    void elderLived(double seconds) {
        elderSeconds += seconds;
    }

    void elderDied(int idleBin) {
        elderDeaths++;
        idleDeaths[idleBin]++;
    }

    void lived(int ageBin, double seconds) {
        exposureSeconds[ageBin] += (float) seconds;
    }

    void died(int ageBin, int idleBin) {
        deaths[ageBin]++;
        idleDeaths[idleBin]++;
    }

    void born(double keys) {
        births += keys;
    }

    Flow plus(Flow other) {
        Flow sum = new Flow();
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            sum.exposureSeconds[bin] = exposureSeconds[bin] + other.exposureSeconds[bin];
            sum.deaths[bin] = deaths[bin] + other.deaths[bin];
            sum.idleDeaths[bin] = idleDeaths[bin] + other.idleDeaths[bin];
        }
        sum.births = births + other.births;
        sum.elderSeconds = elderSeconds + other.elderSeconds;
        sum.elderDeaths = elderDeaths + other.elderDeaths;
        return sum;
    }

    /** Sum of many; of none, nothing. */
    public static Flow sum(Iterable<Slice> slices) {
        Flow sum = new Flow();
        for (Slice slice : slices) {
            sum = sum.plus(slice.flow());
        }
        return sum;
    }

    void write(ChunkWriter out) {
        out.floats(exposureSeconds);
        out.floats(deaths);
        out.floats(idleDeaths);
        out.number(births);
        out.number(elderSeconds);
        out.number(elderDeaths);
    }

    static Flow read(ChunkReader in) {
        Flow flow = new Flow();
        in.floats(flow.exposureSeconds);
        in.floats(flow.deaths);
        in.floats(flow.idleDeaths);
        flow.births = in.number();
        flow.elderSeconds = in.number();
        flow.elderDeaths = in.number();
        return flow;
    }
}
