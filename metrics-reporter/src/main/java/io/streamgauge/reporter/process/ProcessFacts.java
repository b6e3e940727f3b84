package io.streamgauge.reporter.process;

import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.Protocol;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this process says of itself. What Flink knows is asked by reflection: the reporter sees only flink-metrics-core. */
public final class ProcessFacts {

    private static final String DYNAMIC = "-D";

    private ProcessFacts() {}

    /** What cannot be found out is left out; reading of Flink's configuration that fails is told to the problems. */
    public static Hello hello(String processId, Duration interval, boolean profilerAllowed, Problems problems) {
        Map<String, String> facts = new HashMap<>();
        put(facts, Hello.HOST, host());
        put(facts, Hello.PID, String.valueOf(ProcessHandle.current().pid()));
        put(facts, Hello.JAVA_VERSION, System.getProperty("java.version"));
        put(facts, Hello.FLINK_VERSION, flinkVersion());
        put(facts, Hello.REPORTER_VERSION, ProcessFacts.class.getPackage().getImplementationVersion());
        put(
                facts,
                Hello.STARTED_AT,
                String.valueOf(ManagementFactory.getRuntimeMXBean().getStartTime()));
        put(facts, Hello.PROFILER, profilerAllowed ? "on" : "off");
        String command = System.getProperty("sun.java.command", "");
        put(facts, Hello.KIND, kind(command));
        Map<String, String> configuration = flinkConfiguration(problems);
        facts.put(Hello.SWITCHES, configuration == null ? "unknown" : "known");
        List<String> off = List.of();
        if (configuration != null) {
            configuration.putAll(dynamicProperties(command));
            off = RocksDbSwitches.off(configuration);
        }
        return new Hello(Protocol.VERSION, processId, interval.toMillis(), facts, off);
    }

    private static void put(Map<String, String> facts, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            facts.put(key, value);
        }
    }

    private static @Nullable String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return System.getenv("HOSTNAME");
        }
    }

    private static @Nullable String flinkVersion() {
        try {
            return (String) Class.forName("org.apache.flink.runtime.util.EnvironmentInformation")
                    .getMethod("getVersion")
                    .invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** Null where neither side of Flink is the main class, as in tests and embedded clusters. */
    static @Nullable String kind(String command) {
        String mainClass = command.trim().split("\\s+")[0];
        if (mainClass.endsWith("TaskManagerRunner") || mainClass.endsWith("TaskExecutorRunner")) {
            return "taskmanager";
        }
        return mainClass.endsWith("Entrypoint") || mainClass.endsWith("EntryPoint") ? "jobmanager" : null;
    }

    /** Null if Flink's configuration cannot be read here. */
    private static @Nullable Map<String, String> flinkConfiguration(Problems problems) {
        if (System.getenv("FLINK_CONF_DIR") == null) {
            return null;
        }
        try {
            Object configuration = Class.forName("org.apache.flink.configuration.GlobalConfiguration")
                    .getMethod("loadConfiguration")
                    .invoke(null);
            Map<String, String> copy = new HashMap<>();
            Map<?, ?> map =
                    (Map<?, ?>) configuration.getClass().getMethod("toMap").invoke(configuration);
            map.forEach((key, value) -> copy.put(String.valueOf(key), String.valueOf(value)));
            return copy;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            problems.note("cannot read Flink's configuration: " + e.getClass().getName(), "RocksDB metric switches");
            return null;
        }
    }

    /** What {@code -D key=value} and {@code -Dkey=value} on the command line override. */
    static Map<String, String> dynamicProperties(String command) {
        Map<String, String> properties = new HashMap<>();
        String[] words = command.trim().split("\\s+");
        for (int i = 0; i < words.length; i++) {
            String pair = "";
            if (words[i].equals(DYNAMIC) && i + 1 < words.length) {
                pair = words[i + 1];
            } else if (words[i].startsWith(DYNAMIC)) {
                pair = words[i].substring(DYNAMIC.length());
            }
            int equals = pair.indexOf('=');
            if (equals > 0) {
                properties.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return properties;
    }
}
