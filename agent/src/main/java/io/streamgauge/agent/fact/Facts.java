package io.streamgauge.agent.fact;

import java.time.Instant;
import java.util.List;

/** One look at the whole cluster at one moment. */
public record Facts(
        Instant at,
        List<JobFacts> jobs,
        List<ProcessFacts> processes,
        List<SourceFacts> sources,
        ClusterFacts cluster) {

    public Facts {
        jobs = List.copyOf(jobs);
        processes = List.copyOf(processes);
        sources = List.copyOf(sources);
    }

    /** Where nothing is known of the cluster as a whole. */
    public Facts(Instant at, List<JobFacts> jobs, List<ProcessFacts> processes, List<SourceFacts> sources) {
        this(at, jobs, processes, sources, ClusterFacts.unknown());
    }
}
