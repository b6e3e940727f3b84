package io.streamgauge.agent.cohort;

import io.streamgauge.agent.cohort.chunk.ChunkReader;
import io.streamgauge.agent.cohort.chunk.ChunkWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The past of one state in slices: the newest at full width, older ones merged two by two. Bounded. Not thread-safe. */
final class Slices {

    /** Merged ones kept, by those at full width. */
    private static final int MERGED_PER_FULL = 1;

    private final CohortSettings settings;
    private final List<Slice> closed = new ArrayList<>();
    private Flow flow = new Flow();
    private @Nullable Slice open;

    Slices(CohortSettings settings) {
        this.settings = settings;
    }

    void clear() {
        closed.clear();
        flow = new Flow();
        open = null;
    }

    /** Before the flow up to a look is counted: a slice that is full is closed. */
    void begin(Look look) {
        Slice current = open;
        if (current != null
                && current.toMillis() - current.fromMillis() >= settings.slice().toMillis()) {
            closed.add(current);
            open = null;
            flow = new Flow();
            thin();
        }
    }

    /** Of the slice that is open; grows. */
    Flow flow() {
        return flow;
    }

    /** The state as it is at this look. */
    void end(Look look, KeyTable keys, Shape shape) {
        begin(look);
        Slice current = open;
        long from = current == null ? look.beforeMillis() : current.fromMillis();
        AgeCounts ages = new AgeCounts();
        AgeCounts idles = new AgeCounts();
        int fromTick = look.tick() - (int) ((look.millis() - from) / (1000 / StateCohort.TICKS_PER_SECOND));
        double changed = count(keys, look.tick(), fromTick, ages, idles);
        open = new Slice(
                from,
                look.millis(),
                current == null ? 1 : current.observations() + 1,
                (current == null ? 0 : current.recordsIn()) + look.recordsIn(),
                changed,
                flow,
                ages,
                idles,
                shape);
    }

    /** Returns the share of keys from before the slice that changed in it. */
    private double count(KeyTable keys, int tick, int fromTick, AgeCounts ages, AgeCounts idles) {
        double slice = settings.slice().toMillis() / 1000.0;
        int older = 0;
        int changed = 0;
        for (int key = 0; key < keys.size(); key++) {
            ages.add(AgeBins.of((tick - keys.since(key)) / StateCohort.TICKS_PER_SECOND, slice));
            idles.add(AgeBins.of((tick - keys.lastChanged[key]) / StateCohort.TICKS_PER_SECOND, slice));
            if (keys.since(key) <= fromTick) {
                older++;
                changed += keys.lastChanged[key] > fromTick ? 1 : 0;
            }
        }
        return older == 0 ? Double.NaN : (double) changed / older;
    }

    /** Merges the two narrowest neighbours of those that are not among the newest. */
    private void thin() {
        int newest = settings.fullSlices();
        while (closed.size() > newest * (1 + MERGED_PER_FULL)) {
            int at = 0;
            for (int i = 1; i + 1 < closed.size() - newest; i++) {
                if (width(i) + width(i + 1) < width(at) + width(at + 1)) {
                    at = i;
                }
            }
            closed.set(at, closed.get(at).plus(closed.remove(at + 1)));
        }
    }

    private long width(int slice) {
        return closed.get(slice).toMillis() - closed.get(slice).fromMillis();
    }

    /** Oldest first; the open one last, as it is now. */
    List<Slice> all() {
        List<Slice> all = new ArrayList<>(closed);
        Slice current = open;
        if (current != null) {
            all.add(new Slice(
                    current.fromMillis(),
                    current.toMillis(),
                    current.observations(),
                    current.recordsIn(),
                    current.changedShare(),
                    current.flow().plus(new Flow()),
                    current.ages(),
                    current.idles(),
                    current.end()));
        }
        return all;
    }

    void write(ChunkWriter out) {
        Slice current = open;
        out.count(closed.size());
        closed.forEach(slice -> slice.write(out));
        out.flag(current != null);
        if (current != null) {
            current.write(out);
        }
    }

    static Slices read(CohortSettings settings, ChunkReader in) {
        Slices slices = new Slices(settings);
        int count = in.countOf(AgeBins.COUNT * 5 * Float.BYTES);
        for (int i = 0; i < count; i++) {
            slices.closed.add(Slice.read(in));
        }
        if (in.flag()) {
            Slice open = Slice.read(in);
            slices.open = open;
            slices.flow = open.flow();
        }
        return slices;
    }
}
