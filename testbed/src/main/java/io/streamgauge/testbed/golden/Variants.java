package io.streamgauge.testbed.golden;

import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.golden.Variant.Run;
import io.streamgauge.testbed.golden.Variant.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The golden checkpoints: the main ones with all operators, the others with what they are about, to be small. */
final class Variants {
    private static final String BACKEND = "state.backend.type";
    private static final String INCREMENTAL = "execution.checkpointing.incremental";
    private static final String INLINE = "execution.checkpointing.data-inline-threshold";
    private static final String SNAPSHOT_COMPRESSION = "execution.checkpointing.snapshot-compression";
    private static final String FILE_MERGING = "execution.checkpointing.file-merging.enabled";
    private static final String COMPRESSION = "state.backend.rocksdb.compression.per.level";

    /** All operators. RocksDB writes five kilobytes of options a state, so this is for where they are not in files. */
    private static final List<String> ALL = List.of("--keys", "100", "--payload", "20");

    private static final List<String> NAMED = List.of("--keys", "150", "--payload", "20", "--operators", "named");
    private static final List<String> ROSTER = List.of("--keys", "150", "--payload", "20", "--operators", "roster");
    private static final List<String> KEYED =
            List.of("--keys", "240", "--payload", "20", "--operators", "roster,named,sessions");

    private Variants() {}

    static List<Variant> all() {
        List<Variant> variants = new ArrayList<>();
        for (FlinkVersion version : FlinkVersion.values()) {
            main(variants, version);
        }
        onlyTwoThree(variants);
        for (FlinkVersion version : FlinkVersion.values()) {
            special(variants, version);
            tables(variants, version);
        }
        return variants;
    }

    private static Run run(int parallelism, List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(Arrays.asList(more));
        return new Run(parallelism, all);
    }

    private static void main(List<Variant> variants, FlinkVersion version) {
        Run all = all(2);
        variants.add(Variant.of(version, "rocksdb-incremental", run(1, KEYED)).with(INLINE, "0 b"));
        variants.add(Variant.of(version, "rocksdb-full", run(2, NAMED)).with(INCREMENTAL, "false"));
        variants.add(Variant.of(version, "hashmap", all).with(BACKEND, "hashmap"));
        variants.add(Variant.of(version, "rocksdb-savepoint-canonical", all).taking(Snapshot.CANONICAL_SAVEPOINT));
        variants.add(Variant.of(version, "rocksdb-savepoint-native", run(2, NAMED))
                .taking(Snapshot.NATIVE_SAVEPOINT)
                .with(INLINE, "0 b"));
        variants.add(Variant.of(version, "rocksdb-incremental-inlined", run(2, NAMED)));
    }

    private static void special(List<Variant> variants, FlinkVersion version) {
        variants.add(Variant.of(version, "rescaled", run(2, NAMED, "--visits", "2"))
                .then(run(3, NAMED))
                .with(INLINE, "0 b"));
        // The second job's checkpoint rests on files of the first one's.
        variants.add(Variant.of(version, "dead-state", run(1, ROSTER))
                .then(run(1, ROSTER, "--without", "retired"))
                .with(INLINE, "0 b"));
        variants.add(Variant.of(version, "finished", run(2, NAMED, "--finishing", "on"))
                .with(BACKEND, "hashmap"));
        variants.add(Variant.of(version, "unaligned", run(2, NAMED, "--flood", "on"))
                .with(BACKEND, "hashmap")
                .with("execution.checkpointing.unaligned.enabled", "true")
                .with("taskmanager.memory.segment-size", "4 kb")
                .with("taskmanager.network.memory.buffers-per-channel", "2")
                .with("taskmanager.network.memory.floating-buffers-per-gate", "2")
                .taking(Snapshot.IN_FLIGHT));
        variants.add(changelog(version, "changelog", "1 d"));
        variants.add(changelog(version, "changelog-materialized", "500 ms").taking(Snapshot.MATERIALIZED));
        variants.add(Variant.of(version, "max-parallelism-1000", run(2, NAMED, "--max-parallelism", "1000")));
        variants.add(Variant.of(version, "rocksdb-heap-timers", run(2, NAMED))
                .with("state.backend.rocksdb.timer-service.factory", "HEAP"));
        variants.add(Variant.of(version, "rocksdb-savepoint-compressed", all(2))
                .with(SNAPSHOT_COMPRESSION, "true")
                .taking(Snapshot.CANONICAL_SAVEPOINT));
        variants.add(Variant.of(version, "hashmap-compressed", all(2))
                .with(BACKEND, "hashmap")
                .with(SNAPSHOT_COMPRESSION, "true"));
        variants.add(Variant.of(version, "hashmap-savepoint-canonical", all(2))
                .with(BACKEND, "hashmap")
                .taking(Snapshot.CANONICAL_SAVEPOINT));
        variants.add(Variant.of(version, "hashmap-savepoint-native", run(2, NAMED))
                .with(BACKEND, "hashmap")
                .taking(Snapshot.NATIVE_SAVEPOINT));
    }

    private static Run all(int parallelism) {
        return run(parallelism, ALL);
    }

    private static Variant changelog(FlinkVersion version, String what, String interval) {
        return Variant.of(version, what, run(2, NAMED))
                .with("state.changelog.enabled", "true")
                .with("state.changelog.storage", "filesystem")
                .with("state.changelog.periodic-materialize.interval", interval);
    }

    /** How SST files are written, Snappy being the default. Many entries of few states, so that blocks fill and there is something to compress. */
    private static void tables(List<Variant> variants, FlinkVersion version) {
        Run run = run(1, List.of("--keys", "700", "--operators", "tumbling"));
        for (String compression : List.of("no", "lz4", "zstd")) {
            String type = compression.toUpperCase(Locale.ROOT) + "_COMPRESSION";
            variants.add(Variant.of(version, "rocksdb-" + compression + "-compression", run)
                    .with(COMPRESSION, type));
        }
        variants.add(Variant.of(version, "rocksdb-partitioned-index", run)
                .with("state.backend.rocksdb.memory.partitioned-index-filters", "true")
                .with("state.backend.rocksdb.use-bloom-filter", "true"));
    }

    private static void onlyTwoThree(List<Variant> variants) {
        FlinkVersion version = FlinkVersion.V2_3;
        variants.add(Variant.of(version, "file-merging", run(2, NAMED)).with(FILE_MERGING, "true"));
        variants.add(Variant.of(version, "hashmap-file-merging", run(2, NAMED))
                .with(BACKEND, "hashmap")
                .with(FILE_MERGING, "true"));
        variants.add(Variant.of(version, "forst", run(1, KEYED)).with(BACKEND, "forst"));
        // Not a canonical savepoint: ForSt fails the job.
        variants.add(Variant.of(version, "forst-savepoint-native", run(2, NAMED))
                .with(BACKEND, "forst")
                .taking(Snapshot.NATIVE_SAVEPOINT));
    }
}
