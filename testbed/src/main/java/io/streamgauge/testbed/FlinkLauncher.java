package io.streamgauge.testbed;

import io.streamgauge.testbed.process.Sandbox;
import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lays a cluster's files out in its sandbox and makes the command lines of its processes. */
final class FlinkLauncher {
    private static final String JOB_MANAGER = "jobmanager";
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
            appender.file.fileName = ${sys:testbed.log.file}
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
    /** What all processes share. */
    private final Map<String, String> configuration;

    /** Lays out logging and plugins. Takes a second or two when these memory sizes were never computed before. */
    FlinkLauncher(Sandbox sandbox, ClusterSettings settings) {
        this.sandbox = sandbox;
        this.settings = settings;
        restPort = sandbox.leasePort();
        configuration = configuration(sandbox, settings, restPort);
        memory = MemoryArguments.of(settings);
        write(sandbox.subdirectory("conf").resolve("log4j.properties"), LOGGING);
        settings.plugins().forEach((plugin, jars) -> jars.forEach(jar -> install(plugin, jar)));
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
        List<String> command =
                new ArrayList<>(List.of("org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"));
        command.addAll(
                List.of("--configDir", configurationDirectory(JOB_MANAGER).toString()));
        command.addAll(List.of("--executionMode", "cluster"));
        command.addAll(memory.jobManagerOptions());
        return start(JOB_MANAGER, memory.jobManagerJvm(), command, List.of("metrics.internal.query-service.port"));
    }

    FlinkProcess startTaskManager(int index) {
        String name = "taskmanager-" + index;
        List<String> command = new ArrayList<>(List.of("org.apache.flink.runtime.taskexecutor.TaskManagerRunner"));
        command.addAll(List.of("--configDir", configurationDirectory(name).toString()));
        command.addAll(memory.taskManagerOptions());
        return start(
                name,
                memory.taskManagerJvm(),
                command,
                List.of("taskmanager.rpc.port", "taskmanager.data.port", "metrics.internal.query-service.port"));
    }

    private FlinkProcess start(String name, List<String> memoryArguments, List<String> main, List<String> portKeys) {
        Map<String, Integer> ports = leasePorts(portKeys);
        // A file for each process: the JobManager of 2.3 ignores -D options.
        Map<String, String> own = new TreeMap<>(configuration);
        ports.forEach((key, port) -> own.put(key, Integer.toString(port)));
        write(configurationDirectory(name).resolve("config.yaml"), Yaml.mapping(own));
        Map<String, String> environment = Map.of(
                "FLINK_CONF_DIR", configurationDirectory(name).toString(),
                "FLINK_PLUGINS_DIR", sandbox.subdirectory("plugins").toString(),
                "FLINK_LIB_DIR", settings.version().libDirectory().toString());
        List<String> command = java(name, memoryArguments);
        command.addAll(main);
        return FlinkProcess.start(sandbox, name, new FlinkProcess.Launch(command, environment, ports));
    }

    private Path configurationDirectory(String process) {
        return sandbox.subdirectory("conf/" + process);
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
        OPENS.forEach(opened -> command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED"));
        command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        command.addAll(jvm.versionArguments());
        if (jvm.quickStart()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        // Otherwise a killed JVM leaves a file in the system's temporary directory.
        command.add("-XX:-UsePerfData");
        command.add("-Djava.io.tmpdir=" + sandbox.subdirectory("tmp"));
        // Not log.file: Flink would have RocksDB write beside it too, under a name made of a path, which at a rescale
        // gets too long.
        command.add("-Dtestbed.log.file=" + sandbox.logDirectory().resolve(name + ".log"));
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

    private void install(String plugin, Path jar) {
        try {
            Files.copy(jar, sandbox.subdirectory("plugins/" + plugin).resolve(jar.getFileName()));
        } catch (IOException e) {
            throw new TestbedException("plugin " + plugin + ": expected a jar at " + jar + ", found " + e, e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
