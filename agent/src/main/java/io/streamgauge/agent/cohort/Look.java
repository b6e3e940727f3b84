package io.streamgauge.agent.cohort;

/**
 * One observation of a job, as its states need to know it.
 *
 * @param millis when
 * @param tick the same in ticks since the job was first observed
 * @param beforeMillis the observation before; equal to millis for the first one
 * @param beforeTick the same in ticks
 * @param isNew whether the state came while the job was already observed, so that its keys are as new
 * @param isCut whether lives in between tell nothing: the job was restored from an older checkpoint than the one before
 * @param recordsIn that the operator took in since the one before; NaN where not known
 */
record Look(long millis, int tick, long beforeMillis, int beforeTick, boolean isNew, boolean isCut, double recordsIn) {

    /** The same for a state that was not seen before. */
    Look ofNewState(boolean firstOfJob) {
        return new Look(millis, tick, beforeMillis, beforeTick, !firstOfJob, isCut, recordsIn);
    }

    double seconds() {
        return (millis - beforeMillis) / 1000.0;
    }
}
