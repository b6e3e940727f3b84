package io.streamgauge.benchmarks.throughput;

import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.FlinkProcess;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.JvmSettings;
import io.streamgauge.testbed.demo.AgentProcess;
import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.demo.DemoCluster;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.TestbedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster with the sample job at full speed, and its agent, all on one core. The agent is frozen unless it is in use. */
final class SwitchedCluster implements AutoCloseable {

    private static final String PORT_KEY = "metrics.reporter.switched.control.port";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** As the kernel knows the reporter's threads, and those of the JDK's WebSocket client. */
    private static final List<String> REPORTER_THREADS = List.of("streamgauge", "HttpClient");

    private final AgentProcess agent;
    private final FlinkCluster cluster;

    SwitchedCluster(Artifacts artifacts, Path plugin) {
        AgentProcess.Reservation reservation = AgentProcess.reserve();
        cluster = FlinkCluster.start(settings(artifacts, plugin, reservation.url()));
        agent = reservation.start(
                artifacts.agentJar(), "flink:\n  rest:\n    addresses: [%s]\n".formatted(cluster.restUrl()));
    }

    /** One TaskManager of one slot, with the compiler that production has. */
    private static ClusterSettings settings(Artifacts artifacts, Path plugin, URI agent) {
        return DemoCluster.settings(FlinkVersion.V2_3, artifacts.reporterJar(), agent)
                .with("metrics.reporters", "switched")
                .with("metrics.reporter.switched.factory.class", SwitchedReporterFactory.class.getName())
                .withPortPerProcess(PORT_KEY)
                .withPlugin("streamgauge", List.of(artifacts.reporterJar(), plugin))
                .withTaskManagers(1)
                .withSlotsPerTaskManager(1)
                .withJvm(JvmSettings.defaults().withQuickStart(false));
    }

    void submit(Path jar) {
        String job = cluster.submit(
                jar, "io.streamgauge.samplejob.SupportDesk", List.of("--throttle", "off", "--partitions", "1"), 1);
        cluster.awaitRunning(job);
    }

    void pin(int core) throws IOException, InterruptedException {
        Processor.pin(cluster.jobManager().pid(), core);
        Processor.pin(taskManager().pid(), core);
        Processor.pin(agent.pid(), core);
    }

    /** Returns when the agent hears both processes; at another address, when the reporters have been started. */
    void on(@Nullable URI elsewhere) {
        if (elsewhere == null) {
            agent.thaw();
        }
        URI address = elsewhere == null ? agent.url() : elsewhere;
        tell(cluster.jobManager(), "on " + address);
        tell(taskManager(), "on " + address);
        if (elsewhere == null) {
            Await.upTo(LIMIT, "processes that the agent hears")
                    .until(
                            () -> agent.metrics()
                                    .lines()
                                    .filter(line -> line.startsWith("streamgauge_process_up{") && line.endsWith(" 1"))
                                    .count(),
                            heard -> heard == 2);
        }
    }

    void off() {
        tell(cluster.jobManager(), "off");
        tell(taskManager(), "off");
        agent.freeze();
    }

    Reading read() {
        String[] answer = tell(taskManager(), "read").split(" ");
        return new Reading(
                Long.parseLong(answer[0]),
                Long.parseLong(answer[1]),
                Processor.cpuNanos(taskManager().pid()),
                Processor.cpuNanosOfThreads(taskManager().pid(), REPORTER_THREADS),
                Processor.cpuNanos(agent.pid()));
    }

    private FlinkProcess taskManager() {
        return cluster.taskManager(0);
    }

    private static String tell(FlinkProcess process, String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), process.port(PORT_KEY))) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (answer == null) {
                throw new TestbedException(
                        process.name() + ": expected an answer to '" + line + "', found none; see " + process.log());
            }
            return answer;
        } catch (IOException e) {
            throw new TestbedException(process.name() + ": " + line + ": " + e, e);
        }
    }

    @Override
    public void close() {
        cluster.close();
        agent.close();
    }
}
