package io.streamgauge.agent.cohort;

import io.streamgauge.agent.cohort.chunk.ChunkReader;
import io.streamgauge.agent.cohort.chunk.ChunkWriter;
import io.streamgauge.agent.observation.OperatorObservation;
import io.streamgauge.agent.observation.StateObservation;
import io.streamgauge.checkpoint.report.KeySample;
import java.util.ArrayList;
import java.util.List;

/** Follows one state from observation to observation. Owned by one thread. */
final class StateCohort {

    /** Ticks are tenths of a second. */
    static final double TICKS_PER_SECOND = 10;

    private final CohortSettings settings;
    private final Slices slices;
    private StateTraits traits;
    private KeyTable keys = KeyTable.EMPTY;
    /** Keys with larger hashes, unsigned, are not followed. */
    private long largestHash = -1L;

    private List<Integer> keyGroups = List.of();
    private long firstMillis;
    private long lastMillis;

    StateCohort(CohortSettings settings, StateTraits traits) {
        this.settings = settings;
        this.traits = traits;
        this.slices = new Slices(settings);
    }

    private StateCohort(CohortSettings settings, StateTraits traits, Slices slices) {
        this.settings = settings;
        this.traits = traits;
        this.slices = slices;
    }

    /** When it was seen last. */
    long lastMillis() {
        return lastMillis;
    }

    /**
     * The next observation.
     *
     * @param look when it is and what is between it and the one before
     */
    void observe(StateObservation state, OperatorObservation operator, Look look) {
        boolean otherGroups = traits.maxParallelism() != operator.maxParallelism();
        traits = StateTraits.of(state, operator);
        KeySample sample = state.sample();
        KeyTable fresh = null;
        if (sample != null) {
            if (otherGroups || !keyGroups.equals(sample.keyGroups())) {
                // Others are sampled now: nothing can be said of the lives of those before.
                keyGroups = sample.keyGroups();
                largestHash = -1L;
                restart();
            }
            fresh = follow(sample, look);
        } else if (!keyGroups.isEmpty()) {
            keyGroups = List.of();
            restart();
        }
        if (firstMillis == 0) {
            firstMillis = look.millis();
        }
        Shape shape = ShapeOf.of(
                state,
                operator,
                look.millis(),
                fresh,
                scale(operator.maxParallelism()),
                settings.farAhead().toMillis());
        if (fresh != null) {
            keys = fresh;
        }
        slices.end(look, keys, shape);
        lastMillis = look.millis();
    }

    private void restart() {
        keys = KeyTable.EMPTY;
        slices.clear();
        firstMillis = 0;
    }

    private KeyTable follow(KeySample sample, Look look) {
        boolean firstLook = firstMillis == 0;
        KeyTable fresh = KeyTable.of(sample.keys(), largestHash, look.tick(), !firstLook || look.isNew());
        while (fresh.size() > settings.mostKeys()) {
            largestHash >>>= 1;
            fresh = fresh.upTo(largestHash);
            keys = keys.upTo(largestHash);
        }
        if (!firstLook) {
            slices.begin(look);
            Lives.merge(keys, fresh, look, settings, slices.flow());
        }
        return fresh;
    }

    private double scale(int maxParallelism) {
        if (keyGroups.isEmpty()) {
            return Double.NaN;
        }
        double share = Math.scalb((double) (largestHash >>> 1), -63) + Math.scalb(1.0, -63);
        return (double) maxParallelism / keyGroups.size() / share;
    }

    /** How many are followed. */
    int keys() {
        return keys.size();
    }

    StateEvidence evidence() {
        return new StateEvidence(traits, firstMillis, lastMillis, keyGroups.size(), slices.all());
    }

    byte[] encode() {
        ChunkWriter out = new ChunkWriter();
        traits.write(out);
        out.time(firstMillis);
        out.time(lastMillis);
        out.time(largestHash);
        out.count(keyGroups.size());
        keyGroups.forEach(out::count);
        int size = keys.size();
        out.count(size);
        out.longs(keys.hashes, 0, size);
        out.ints(keys.firstSeen, 0, size);
        out.ints(keys.lastChanged, 0, size);
        out.ints(keys.bytes, 0, size);
        out.ints(keys.valueHashes, 0, size);
        slices.write(out);
        return out.toBytes();
    }

    static StateCohort decode(CohortSettings settings, byte[] chunk) {
        ChunkReader in = new ChunkReader(chunk);
        StateTraits traits = StateTraits.read(in);
        long first = in.time();
        long last = in.time();
        long largestHash = in.time();
        List<Integer> keyGroups = new ArrayList<>();
        int groups = in.countOf(Integer.BYTES);
        for (int i = 0; i < groups; i++) {
            keyGroups.add(in.count(Integer.MAX_VALUE));
        }
        KeyTable keys = new KeyTable(in.countOf(Long.BYTES + 4 * Integer.BYTES));
        in.longs(keys.hashes, 0, keys.size());
        in.ints(keys.firstSeen, 0, keys.size());
        in.ints(keys.lastChanged, 0, keys.size());
        in.ints(keys.bytes, 0, keys.size());
        in.ints(keys.valueHashes, 0, keys.size());
        StateCohort cohort = new StateCohort(settings, traits, Slices.read(settings, in));
        in.end();
        cohort.firstMillis = first;
        cohort.lastMillis = last;
        cohort.largestHash = largestHash;
        cohort.keyGroups = List.copyOf(keyGroups);
        cohort.keys = keys;
        return cohort;
    }
}
