package io.streamgauge.agent.fact;

import java.time.Instant;
import java.util.List;

/** One look at the whole cluster at one moment. */
public record Facts(Instant at, List<JobFacts> jobs, List<ProcessFacts> processes, List<SourceFacts> sources) {

    public Facts {
        jobs = List.copyOf(jobs);
        processes = List.copyOf(processes);
        sources = List.copyOf(sources);
    }
}
