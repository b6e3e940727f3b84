package io.streamgauge.agent.system;

import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.JobSubmission;
import io.streamgauge.testbed.demo.AgentProcess;
import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.demo.DemoCluster;
import io.streamgauge.testbed.process.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A cluster with our reporter in it, the sample job, and the agent that watches it. */
final class WatchedCluster implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(2);
    static final String JOB_CLASS = "io.streamgauge.samplejob.SupportDesk";

    private final AgentProcess agent;
    private final FlinkCluster cluster;

    private WatchedCluster(AgentProcess agent, FlinkCluster cluster) {
        this.agent = agent;
        this.cluster = cluster;
    }

    /**
     * Starts both, and no job.
     *
     * @param more added to the agent's configuration
     */
    static WatchedCluster start(FlinkVersion version, UnaryOperator<ClusterSettings> change, String more) {
        return start(version, change, more, Map.of());
    }

    /**
     * The same with variables in the agent's environment.
     *
     * @param more added to the agent's configuration
     */
    static WatchedCluster start(
            FlinkVersion version, UnaryOperator<ClusterSettings> change, String more, Map<String, String> environment) {
        Artifacts artifacts = Artifacts.ofThisBuild();
        AgentProcess.Reservation reservation = AgentProcess.reserve();
        FlinkCluster cluster = FlinkCluster.start(
                change.apply(DemoCluster.settings(version, artifacts.reporterJar(), reservation.url())));
        try {
            AgentProcess agent = reservation.start(
                    artifacts.agentJar(),
                    "tick: 1s\nflink:\n  rest:\n    addresses: [" + cluster.restUrl() + "]\n" + more,
                    environment);
            return new WatchedCluster(agent, cluster);
        } catch (RuntimeException e) {
            cluster.close();
            reservation.sandbox().close();
            throw e;
        }
    }

    AgentProcess agent() {
        return agent;
    }

    FlinkCluster cluster() {
        return cluster;
    }

    /** Submits the sample job and waits until the agent knows its states. */
    String submit(String... arguments) {
        Path jar = Artifacts.ofThisBuild().sampleJobJar();
        String job = cluster.submit(JobSubmission.of(jar, JOB_CLASS, List.of(arguments), 2));
        cluster.awaitRunning(job);
        await("states of the job in the API")
                .until(() -> agent.api("states").path("states").size(), size -> size > 0);
        return job;
    }

    Await await(String what) {
        return Await.upTo(LIMIT, what).unless(agent::whyDead);
    }

    @Override
    public void close() {
        cluster.close();
        agent.close();
    }
}
