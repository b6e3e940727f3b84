package io.streamgauge.testbed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What cluster to start.
 *
 * @param slotsPerTaskManager how many subtasks of one vertex a TaskManager can run
 * @param configuration Flink configuration but for addresses, ports and paths, which the cluster adds for its sandbox
 * @param plugins jars by plugin name: one directory and so one class loader each
 * @param portKeys configuration keys that get a port of their own in each process, see {@link FlinkProcess#port}
 */
public record ClusterSettings(
        FlinkVersion version,
        int taskManagers,
        int slotsPerTaskManager,
        Map<String, String> configuration,
        Map<String, List<Path>> plugins,
        List<String> portKeys,
        JvmSettings jvm) {

    public ClusterSettings {
        configuration = Collections.unmodifiableMap(new TreeMap<>(configuration));
        plugins = Map.copyOf(plugins);
        portKeys = List.copyOf(portKeys);
    }

    /**
     * Two TaskManagers of two slots on RocksDB: incremental checkpoints every second, kept on cancellation, all native metrics on,
     * and timings that show a fault within seconds.
     */
    public static ClusterSettings of(FlinkVersion version) {
        Map<String, String> configuration = new HashMap<>(FlinkDefaults.COMMON);
        configuration.putAll(FlinkDefaults.QUICK_TIMINGS);
        configuration.putAll(FlinkDefaults.ROCKSDB_METRICS);
        return new ClusterSettings(version, 2, 2, configuration, Map.of(), List.of(), JvmSettings.defaults());
    }

    public ClusterSettings withTaskManagers(int count) {
        return new ClusterSettings(version, count, slotsPerTaskManager, configuration, plugins, portKeys, jvm);
    }

    public ClusterSettings withSlotsPerTaskManager(int slots) {
        return new ClusterSettings(version, taskManagers, slots, configuration, plugins, portKeys, jvm);
    }

    /** Sets one key of Flink's configuration. */
    public ClusterSettings with(String key, String value) {
        return with(Map.of(key, value));
    }

    /** Sets several keys of Flink's configuration. */
    public ClusterSettings with(Map<String, String> entries) {
        Map<String, String> changed = new HashMap<>(configuration);
        changed.putAll(entries);
        return withConfiguration(changed);
    }

    /** Adds a plugin of these jars; several metric reporters are still to be named in "metrics.reporters". */
    public ClusterSettings withPlugin(String name, List<Path> jars) {
        Map<String, List<Path>> changed = new HashMap<>(plugins);
        changed.put(name, List.copyOf(jars));
        return new ClusterSettings(version, taskManagers, slotsPerTaskManager, configuration, changed, portKeys, jvm);
    }

    /** Gives each process a port of its own under this key, for example "metrics.reporter.prom.port". */
    public ClusterSettings withPortPerProcess(String key) {
        List<String> changed = new ArrayList<>(portKeys);
        changed.add(key);
        return new ClusterSettings(version, taskManagers, slotsPerTaskManager, configuration, plugins, changed, jvm);
    }

    public ClusterSettings withJvm(JvmSettings newJvm) {
        return new ClusterSettings(
                version, taskManagers, slotsPerTaskManager, configuration, plugins, portKeys, newJvm);
    }

    /** Total sizes of the two kinds of process, in Flink's notation: "1024m". */
    public ClusterSettings withMemory(String jobManager, String taskManager) {
        return with(
                Map.of("jobmanager.memory.process.size", jobManager, "taskmanager.memory.process.size", taskManager));
    }

    /** Flink's own heartbeats (10 s and 50 s), metric and web refresh intervals (10 s and 3 s) instead of quick ones. */
    public ClusterSettings withFlinkTimings() {
        return without(FlinkDefaults.QUICK_TIMINGS);
    }

    /** RocksDB's native metrics off, as Flink has it by default. */
    public ClusterSettings withoutRocksDbMetrics() {
        return without(FlinkDefaults.ROCKSDB_METRICS);
    }

    private ClusterSettings without(Map<String, String> entries) {
        Map<String, String> changed = new HashMap<>(configuration);
        changed.keySet().removeAll(entries.keySet());
        return withConfiguration(changed);
    }

    private ClusterSettings withConfiguration(Map<String, String> changed) {
        return new ClusterSettings(version, taskManagers, slotsPerTaskManager, changed, plugins, portKeys, jvm);
    }
}
