package io.streamgauge.agent.cohort;

import io.streamgauge.agent.cohort.chunk.ChunkReader;
import io.streamgauge.agent.cohort.chunk.ChunkWriter;

/**
 * A stretch of time of one state. Immutable.
 *
 * @param fromMillis the observation before its first one
 * @param toMillis its last observation
 * @param observations how many
 * @param recordsIn that its operator took in; NaN where not known
 * @param changedShare of the keys that lived through it, those whose value changed; NaN where there were none
 * @param ages of keys alive at its end, by {@link AgeBins}; ages of keys that were there at the first look are lower bounds
 * @param idles the same by the time since the last change
 * @param end the state at its end
 */
public record Slice(
        long fromMillis,
        long toMillis,
        int observations,
        double recordsIn,
        double changedShare,
        Flow flow,
        AgeCounts ages,
        AgeCounts idles,
        Shape end) {

    public double seconds() {
        return (toMillis - fromMillis) / 1000.0;
    }

    /** This one and the next as one. */
    Slice plus(Slice next) {
        double lived = end.live() + next.end.live();
        double changed = Double.isNaN(changedShare)
                ? next.changedShare
                : Double.isNaN(next.changedShare)
                        ? changedShare
                        : (changedShare * end.live() + next.changedShare * next.end.live()) / Math.max(1, lived);
        return new Slice(
                fromMillis,
                next.toMillis,
                observations + next.observations,
                recordsIn + next.recordsIn,
                changed,
                flow.plus(next.flow),
                next.ages,
                next.idles,
                next.end);
    }

    void write(ChunkWriter out) {
        out.time(fromMillis);
        out.time(toMillis);
        out.count(observations);
        out.number(recordsIn);
        out.number(changedShare);
        flow.write(out);
        ages.write(out);
        idles.write(out);
        for (double number : end.numbers()) {
            out.number(number);
        }
    }

    static Slice read(ChunkReader in) {
        long from = in.time();
        long to = in.time();
        int observations = in.count(Integer.MAX_VALUE);
        double recordsIn = in.number();
        double changedShare = in.number();
        Flow flow = Flow.read(in);
        AgeCounts ages = AgeCounts.read(in);
        AgeCounts idles = AgeCounts.read(in);
        double[] numbers = new double[Shape.NUMBERS];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.number();
        }
        return new Slice(from, to, observations, recordsIn, changedShare, flow, ages, idles, Shape.of(numbers));
    }
}
