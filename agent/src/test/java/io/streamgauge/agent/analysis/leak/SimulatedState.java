package io.streamgauge.agent.analysis.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One state of one subtask as RocksDB's gauges show it: counts keys, memtable and table files, not contents.
 *
 * <p>Entries pile up in the memtable with every write. A flush keeps one entry for each key written, or all of a list's
 * operands, and the tombstones; the estimate counts each tombstone as one entry less. Four files of level 0 are merged
 * into the base, after which the estimate is exact. A time to live is noticed only then.
 */
final class SimulatedState {

    private static final int FILES_TO_COMPACT = 4;
    private static final int TOMBSTONE_BYTES = 20;

    private final Spec spec;
    private final int flushSeconds;
    private final SplittableRandom random;
    /** Keys to end in each second: those from before the flush interval of their end, and those from within. */
    private final int[] endsOld;

    private final int[] endsNew;
    private final List<double[]> files = new ArrayList<>();
    private double base;
    private double alive;
    private double bornHere;
    private double written;
    private double memtableEntries;
    private double memtableDeletes;
    private double expired;
    /** Keys that never end; nobody writes to them any more. */
    private double left;

    /** Keys that begin in a second, on average. */
    interface Births {
        double in(int second, double records);
    }

    /** Seconds that a key born in a second lives; negative: for ever. */
    interface Lifetimes {
        int of(int second, SplittableRandom random);
    }

    /**
     * What the job does with a state.
     *
     * @param writesPerRecord to keys that exist
     * @param expires by time to live rather than by clear()
     * @param operands a list: each write adds an entry
     */
    record Spec(
            String name,
            Births births,
            Lifetimes lifetimes,
            double writesPerRecord,
            boolean expires,
            boolean operands,
            int entryBytes) {}

    SimulatedState(Spec spec, int seconds, int flushSeconds, SplittableRandom random) {
        this.spec = spec;
        this.flushSeconds = flushSeconds;
        this.random = random;
        endsOld = new int[seconds + 1];
        endsNew = new int[seconds + 1];
    }

    void second(int second, double records) {
        int births = poisson(spec.births.in(second, records));
        for (int i = 0; i < births; i++) {
            int life = spec.lifetimes.of(second, random);
            int end = second + life;
            left += life < 0 ? 1 : 0;
            if (life >= 0 && end < endsOld.length) {
                (end / flushSeconds == second / flushSeconds ? endsNew : endsOld)[Math.max(end, second + 1)]++;
            }
        }
        int writes = poisson(spec.writesPerRecord * records);
        alive += births;
        bornHere += births;
        written += writes;
        memtableEntries += births + writes;
        int ends = endsOld[second] + endsNew[second];
        alive -= ends;
        bornHere -= endsNew[second];
        if (spec.expires) {
            expired += ends;
        } else {
            memtableEntries += ends;
            memtableDeletes += ends;
        }
    }

    void flush() {
        double old = Math.max(0, alive - left - bornHere);
        double touched =
                spec.operands || old == 0 ? written : old * (1 - Math.exp(-written / Math.max(1, old + bornHere)));
        double puts = bornHere + touched;
        if (puts + memtableDeletes > 0) {
            files.add(
                    new double[] {puts - memtableDeletes, puts * spec.entryBytes + memtableDeletes * TOMBSTONE_BYTES});
        }
        bornHere = 0;
        written = 0;
        memtableEntries = 0;
        memtableDeletes = 0;
        if (files.size() >= FILES_TO_COMPACT) {
            files.clear();
            base = alive;
            expired = 0;
        }
    }

    /** What the checkpoint restored: all keys in one file, nothing in the memtable. */
    void restore() {
        files.clear();
        base = alive + expired;
        memtableEntries = 0;
        memtableDeletes = 0;
        bornHere = 0;
        written = 0;
    }

    double keys() {
        double estimate = base;
        for (double[] file : files) {
            estimate += file[0];
        }
        return Math.max(0, Math.rint(Math.max(0, estimate) + memtableEntries - 2 * memtableDeletes));
    }

    double sstBytes() {
        double bytes = base * spec.entryBytes;
        for (double[] file : files) {
            bytes += file[1];
        }
        return Math.rint(bytes);
    }

    double memtableEntries() {
        return memtableEntries;
    }

    double memtableDeletes() {
        return memtableDeletes;
    }

    private int poisson(double mean) {
        if (mean > 30) {
            double normal = 0;
            for (int i = 0; i < 12; i++) {
                normal += random.nextDouble();
            }
            return (int) Math.max(0, Math.round(mean + (normal - 6) * Math.sqrt(mean)));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
