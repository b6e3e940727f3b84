package io.streamgauge.wire;

import java.util.List;
import java.util.Map;

/** What a process says of itself first. Immutable. */
public final class Hello {

    /** Keys of {@link #properties}; absent where not known. */
    public static final String HOST = "host";

    public static final String PID = "pid";
    public static final String JAVA_VERSION = "java.version";
    public static final String FLINK_VERSION = "flink.version";
    public static final String REPORTER_VERSION = "reporter.version";
    /** Milliseconds since the epoch. */
    public static final String STARTED_AT = "started.at";
    /** "jobmanager", "taskmanager" or absent where the main class does not tell. */
    public static final String KIND = "kind";

    /** Whether {@link #disabledSwitches} could be read: "known" or "unknown". Unknown is not "all on". */
    public static final String SWITCHES = "rocksdb.metrics.switches";

    /** "on" if the process can be asked for profiles, "off" if its configuration forbids it; absent in older reporters. */
    public static final String PROFILER = "profiler";

    private final int version;
    private final String processId;
    private final long reportIntervalMillis;
    private final Map<String, String> properties;
    private final List<String> disabledSwitches;

    /**
     * @param processId random, drawn once per JVM: tells a restarted process from a lost connection
     * @param disabledSwitches the {@code state.backend.rocksdb.metrics.*} keys that are off, so that the agent can say
     *     what it cannot see
     */
    public Hello(
            int version,
            String processId,
            long reportIntervalMillis,
            Map<String, String> properties,
            List<String> disabledSwitches) {
        this.version = version;
        this.processId = processId;
        this.reportIntervalMillis = reportIntervalMillis;
        this.properties = Map.copyOf(properties);
        this.disabledSwitches = List.copyOf(disabledSwitches);
    }

    public int version() {
        return version;
    }

    public String processId() {
        return processId;
    }

    public long reportIntervalMillis() {
        return reportIntervalMillis;
    }

    public Map<String, String> properties() {
        return properties;
    }

    public List<String> disabledSwitches() {
        return disabledSwitches;
    }

    @Override
    public String toString() {
        return "Hello[version=" + version + ", processId=" + processId + ", properties=" + properties + "]";
    }
}
