package io.streamgauge.agent.fact;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One look at the whole cluster at one moment.
 *
 * @param contents of the newest checkpoint of each job that could be read
 */
public record Facts(
        Instant at,
        List<JobFacts> jobs,
        List<ProcessFacts> processes,
        List<SourceFacts> sources,
        ClusterFacts cluster,
        List<CheckpointContent> contents) {

    public Facts {
        jobs = List.copyOf(jobs);
        processes = List.copyOf(processes);
        sources = List.copyOf(sources);
        contents = List.copyOf(contents);
    }

    /** Where no checkpoints were read. */
    public Facts(
            Instant at,
            List<JobFacts> jobs,
            List<ProcessFacts> processes,
            List<SourceFacts> sources,
            ClusterFacts cluster) {
        this(at, jobs, processes, sources, cluster, List.of());
    }

    /** Where nothing is known of the cluster as a whole. */
    public Facts(Instant at, List<JobFacts> jobs, List<ProcessFacts> processes, List<SourceFacts> sources) {
        this(at, jobs, processes, sources, ClusterFacts.unknown());
    }

    /** Empty where no checkpoint of the job was read. */
    public Optional<CheckpointContent> content(String jobId) {
        return contents.stream()
                .filter(content -> content.job().id().equals(jobId))
                .findFirst();
    }
}
