package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.output.prometheus.series.ExpositionPlan;
import io.streamgauge.agent.output.prometheus.series.ExpositionPlan.Omissions;

/**
 * How scraping went since the agent started, and what the newest page holds. Immutable.
 *
 * @param seconds spent making pages
 * @param bytes of all answers, compressed where they were
 * @param plans how often the page was laid out anew
 * @param lines values on the newest page, without the agent's own metrics
 * @param formerAttempts series left out of the newest page, because a newer attempt of the subtask has them
 * @param collisions metrics left out, because their name after mapping is taken
 * @param typeConflicts metrics left out, because others of the name are of another type
 * @param droppedLabels labels left out, because their name after mapping is taken
 */
public record ExpositionStatistics(
        long pages,
        double seconds,
        long bytes,
        long plans,
        int lines,
        int formerAttempts,
        int collisions,
        int typeConflicts,
        int droppedLabels) {

    static final ExpositionStatistics NONE = new ExpositionStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0);

    ExpositionStatistics plus(long nanos, long pageBytes, int pageLines, boolean replanned, ExpositionPlan plan) {
        Omissions omissions = plan.omissions();
        return new ExpositionStatistics(
                pages + 1,
                seconds + nanos / 1e9,
                bytes + pageBytes,
                plans + (replanned ? 1 : 0),
                pageLines,
                omissions.formerAttempts(),
                omissions.collisions(),
                omissions.typeConflicts(),
                omissions.labels());
    }
}
