package io.streamgauge.agent.cohort;

/** Tells who lived, changed, died and was born between two looks at the same key groups. */
final class Lives {

    private Lives() {}

    /** Completes what the fresh table knows of each key, and counts into the flow. */
    static void merge(KeyTable before, KeyTable fresh, Look look, CohortSettings settings, Flow flow) {
        double slice = settings.slice().toMillis() / 1000.0;
        double half = look.seconds() / 2;
        int old = 0;
        int born = 0;
        for (int key = 0; key < fresh.size(); key++) {
            long hash = fresh.hashes[key];
            while (old < before.size() && Long.compareUnsigned(before.hashes[old], hash) < 0) {
                gone(before, old++, look, half, slice, flow);
            }
            if (old < before.size() && before.hashes[old] == hash) {
                boolean changed =
                        before.valueHashes[old] != fresh.valueHashes[key] || before.bytes[old] != fresh.bytes[key];
                fresh.firstSeen[key] = before.firstSeen[old];
                fresh.lastChanged[key] = changed ? look.tick() : before.lastChanged[old];
                if (!look.isCut()) {
                    lived(before, old, look, half, slice, flow);
                }
                old++;
            } else {
                born++;
            }
        }
        while (old < before.size()) {
            gone(before, old++, look, half, slice, flow);
        }
        if (!look.isCut()) {
            flow.born(born);
        }
    }

    private static void lived(KeyTable before, int key, Look look, double half, double slice, Flow flow) {
        if (before.isBorn(key)) {
            flow.lived(AgeBins.of(seconds(before.since(key), look) + half, slice), 2 * half);
        } else {
            flow.elderLived(2 * half);
        }
    }

    private static void gone(KeyTable before, int key, Look look, double half, double slice, Flow flow) {
        if (look.isCut()) {
            return;
        }
        int idle = AgeBins.of(seconds(before.lastChanged[key], look) + half, slice);
        if (before.isBorn(key)) {
            int age = AgeBins.of(seconds(before.since(key), look) + half, slice);
            // Dead for half of the time, as far as anybody knows.
            flow.lived(age, half);
            flow.died(age, idle);
        } else {
            flow.elderLived(half);
            flow.elderDied(idle);
        }
    }

    private static double seconds(int sinceTick, Look look) {
        return Math.max(0, look.beforeTick() - sinceTick) / StateCohort.TICKS_PER_SECOND;
    }
}
