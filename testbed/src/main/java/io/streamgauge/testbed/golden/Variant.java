package io.streamgauge.testbed.golden;

import io.streamgauge.testbed.FlinkVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A golden checkpoint to make.
 *
 * @param configuration what differs from Flink's own, beyond what {@link CensusCluster#settings} sets
 * @param runs the jobs; each but the first starts from the checkpoint of the one before
 * @param snapshot what is taken of the last job
 */
record Variant(
        String name, FlinkVersion version, Map<String, String> configuration, List<Run> runs, Snapshot snapshot) {

    /** A job: options of the census but for its checkpoint directory. */
    record Run(int parallelism, List<String> options) {
        Run {
            options = List.copyOf(options);
        }
    }

    /** What is taken. */
    enum Snapshot {
        CHECKPOINT,
        /** A checkpoint with a materialized change log. */
        MATERIALIZED,
        /** A checkpoint with records in flight. */
        IN_FLIGHT,
        CANONICAL_SAVEPOINT,
        NATIVE_SAVEPOINT
    }

    Variant {
        configuration = Map.copyOf(configuration);
        runs = List.copyOf(runs);
    }

    static Variant of(FlinkVersion version, String what, Run run) {
        return new Variant(
                "flink-" + version.line() + "-" + what, version, Map.of(), List.of(run), Snapshot.CHECKPOINT);
    }

    /** The same, named after another line of Flink whose jars lie where those of the variant's own are expected. */
    Variant namedAfter(String line) {
        String renamed = name.replace("flink-" + version.line() + "-", "flink-" + line + "-");
        return new Variant(renamed, version, configuration, runs, snapshot);
    }

    Variant with(String key, String value) {
        Map<String, String> changed = new TreeMap<>(configuration);
        changed.put(key, value);
        return new Variant(name, version, changed, runs, snapshot);
    }

    Variant taking(Snapshot wanted) {
        return new Variant(name, version, configuration, runs, wanted);
    }

    Variant then(Run run) {
        List<Run> more = new ArrayList<>(runs);
        more.add(run);
        return new Variant(name, version, configuration, more, snapshot);
    }
}
