package io.streamgauge.reporter.profile;

import io.streamgauge.wire.profile.Refusal;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Other copies of async-profiler in the process. Two that work at the same time steal each other's signals, and Flink's own fails while
 * ours works. Flink's is left loaded once somebody has used it, which harms nobody.
 */
final class ForeignProfilers {

    private final MemoryMap map;
    private final Supplier<String> flinks;

    /** @param flinks what Flink's copy says of itself; empty if it was never used, or there is none */
    ForeignProfilers(MemoryMap map, Supplier<String> flinks) {
        this.map = map;
        this.flinks = flinks;
    }

    /** Copies that are in the process now. */
    Set<String> copies() {
        return map.foreignCopies();
    }

    /** Refuses to work beside a copy that works, or of which nobody knows whether it does. */
    void mustRest(Set<String> copies) throws RefusedException {
        if (copies.isEmpty()) {
            return;
        }
        String status = flinks.get();
        if (status.isEmpty()) {
            throw new RefusedException(
                    Refusal.FOREIGN_PROFILER,
                    "another async-profiler is loaded, " + copies
                            + ", and two of them take each other's signals: remove it");
        }
        if (status.contains("is running")) {
            throw new RefusedException(
                    Refusal.FOREIGN_PROFILER, "Flink's own profiler is running: ask again when it has ended");
        }
    }

    /** Refuses to go on when a copy came in while we worked: somebody wants to profile and cannot. */
    void mustNotHaveCome(Set<String> before) throws RefusedException {
        Set<String> come = new TreeSet<>(copies());
        come.removeAll(before);
        if (!come.isEmpty()) {
            throw new RefusedException(
                    Refusal.FOREIGN_PROFILER,
                    "another profiler was started meanwhile, Flink's own perhaps, which cannot work beside this one: it may"
                            + " have the process now");
        }
    }
}
