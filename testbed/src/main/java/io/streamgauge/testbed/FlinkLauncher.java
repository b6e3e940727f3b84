package io.streamgauge.testbed;

import io.streamgauge.testbed.process.Directories;
import io.streamgauge.testbed.process.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lays a cluster's files out in its sandbox and makes the command lines of its processes. */
final class FlinkLauncher {
    private static final String LOOPBACK = "127.0.0.1";

    /** What Flink's own scripts open; without it submitting a job fails. */
    private static final List<String> OPENS = List.of(
            "lang",
            "net",
            "io",
            "nio",
            "lang.reflect",
            "text",
            "time",
            "util",
            "util.concurrent",
            "util.concurrent.atomic",
            "util.concurrent.locks");

    private static final String LOGGING =
            """
            rootLogger.level = INFO
            rootLogger.appenderRef.file.ref = File
            appender.file.name = File
            appender.file.type = File
            appender.file.fileName = ${sys:log.file}
            appender.file.layout.type = PatternLayout
            appender.file.layout.pattern = %d{ISO8601} %-5p %-60c %x - %m%n
            logger.pekko.name = org.apache.pekko
            logger.pekko.level = WARN
            logger.netty.name = org.apache.flink.shaded.netty4.io.netty
            logger.netty.level = ERROR
            """;

    private final Sandbox sandbox;
    private final ClusterSettings settings;
    private final MemoryArguments memory;
    private final int restPort;

    private FlinkLauncher(Sandbox sandbox, ClusterSettings settings, MemoryArguments memory, int restPort) {
        this.sandbox = sandbox;
        this.settings = settings;
        this.memory = memory;
        this.restPort = restPort;
    }

    /** Writes configuration, logging and plugins. Takes a second or two when this memory layout was never computed before. */
    static FlinkLauncher prepare(Sandbox sandbox, ClusterSettings settings) {
        int restPort = sandbox.leasePort();
        try {
            Path conf = sandbox.subdirectory("conf");
            Files.writeString(conf.resolve("config.yaml"), yaml(configuration(sandbox, settings, restPort)));
            Files.writeString(conf.resolve("log4j.properties"), LOGGING);
            for (Map.Entry<String, List<Path>> plugin : settings.plugins().entrySet()) {
                Path directory = sandbox.subdirectory("plugins/" + plugin.getKey());
                for (Path jar : plugin.getValue()) {
                    Directories.copy(jar, directory.resolve(jar.getFileName()));
                }
            }
            sandbox.subdirectory("plugins");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FlinkLauncher(sandbox, settings, MemoryArguments.of(settings), restPort);
    }

    int restPort() {
        return restPort;
    }

    Path checkpoints() {
        return sandbox.subdirectory("checkpoints");
    }

    Path savepoints() {
        return sandbox.subdirectory("savepoints");
    }

    FlinkProcess startJobManager() {
        Map<String, Integer> ports = leasePorts(List.of("metrics.internal.query-service.port"));
        List<String> command = java("jobmanager", memory.jobManagerJvm());
        command.addAll(List.of(
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                "--configDir",
                sandbox.directory().resolve("conf").toString(),
                "--executionMode",
                "cluster"));
        command.addAll(memory.jobManagerOptions());
        return start("jobmanager", command, ports);
    }

    FlinkProcess startTaskManager(int index) {
        String name = "taskmanager-" + index;
        Map<String, Integer> ports = leasePorts(
                List.of("taskmanager.rpc.port", "taskmanager.data.port", "metrics.internal.query-service.port"));
        List<String> command = java(name, memory.taskManagerJvm());
        command.addAll(List.of(
                "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                "--configDir",
                sandbox.directory().resolve("conf").toString()));
        command.addAll(memory.taskManagerOptions());
        return start(name, command, ports);
    }

    private FlinkProcess start(String name, List<String> command, Map<String, Integer> ports) {
        ports.forEach((key, port) -> command.addAll(List.of("-D", key + "=" + port)));
        Map<String, String> environment = Map.of(
                "FLINK_CONF_DIR", sandbox.directory().resolve("conf").toString(),
                "FLINK_PLUGINS_DIR", sandbox.directory().resolve("plugins").toString(),
                "FLINK_LIB_DIR", settings.version().libDirectory().toString());
        return FlinkProcess.start(sandbox, name, new FlinkProcess.Launch(command, environment, ports));
    }

    private Map<String, Integer> leasePorts(List<String> keys) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        keys.forEach(key -> ports.put(key, sandbox.leasePort()));
        settings.portKeys().forEach(key -> ports.put(key, sandbox.leasePort()));
        return ports;
    }

    private List<String> java(String name, List<String> memoryArguments) {
        JvmSettings jvm = settings.jvm();
        List<String> command = new ArrayList<>();
        command.add(jvm.javaExecutable().toString());
        command.addAll(memoryArguments);
        OPENS.forEach(name2 -> command.add("--add-opens=java.base/java." + name2 + "=ALL-UNNAMED"));
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.addAll(jvm.versionArguments());
        if (jvm.quickStart()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        // Otherwise a killed JVM leaves a file in the system's temporary directory.
        command.add("-XX:-UsePerfData");
        command.add("-Djava.io.tmpdir=" + sandbox.subdirectory("tmp"));
        command.add("-Dlog.file=" + sandbox.logDirectory().resolve(name + ".log"));
        command.add("-Dlog4j.configurationFile="
                + sandbox.directory().resolve("conf/log4j.properties").toUri());
        command.addAll(jvm.arguments());
        command.addAll(List.of("-cp", settings.version().libDirectory() + "/*"));
        return command;
    }

    private static Map<String, String> configuration(Sandbox sandbox, ClusterSettings settings, int restPort) {
        Map<String, String> entries = new TreeMap<>();
        entries.put("taskmanager.numberOfTaskSlots", Integer.toString(settings.slotsPerTaskManager()));
        entries.putAll(settings.configuration());
        entries.put("jobmanager.rpc.address", LOOPBACK);
        entries.put("jobmanager.rpc.port", Integer.toString(sandbox.leasePort()));
        entries.put("jobmanager.bind-host", LOOPBACK);
        entries.put("blob.server.port", Integer.toString(sandbox.leasePort()));
        entries.put("rest.address", LOOPBACK);
        entries.put("rest.bind-address", LOOPBACK);
        entries.put("rest.port", Integer.toString(restPort));
        entries.put("rest.bind-port", Integer.toString(restPort));
        entries.put("taskmanager.host", LOOPBACK);
        entries.put("taskmanager.bind-host", LOOPBACK);
        entries.put("io.tmp.dirs", sandbox.subdirectory("tmp").toString());
        entries.put("rest.profiling.dir", sandbox.subdirectory("profiles").toString());
        // So that uploaded jars outlive the JobManager.
        entries.put("web.upload.dir", sandbox.subdirectory("upload").toString());
        entries.put(
                "execution.checkpointing.dir",
                sandbox.subdirectory("checkpoints").toUri().toString());
        entries.put(
                "execution.checkpointing.savepoint-dir",
                sandbox.subdirectory("savepoints").toUri().toString());
        return entries;
    }

    private static String yaml(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": '" + entry.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    }
}
