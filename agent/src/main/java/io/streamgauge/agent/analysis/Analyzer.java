package io.streamgauge.agent.analysis;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.history.Window;
import java.util.List;

/** One question asked of the past. Pure and deterministic: the same window gives the same answer. Thread-safe. */
public interface Analyzer {

    /** The kind of its findings. */
    String kind();

    /** What it finds now; what is no longer in the answer is over. */
    List<Finding> analyse(Window window);
}
