package io.streamgauge.agent.cohort;

import io.streamgauge.agent.cohort.chunk.CorruptCohortException;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.observation.OperatorObservation;
import io.streamgauge.agent.observation.StateObservation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the states of one job: a fold over its observations. Bounded: per state at most
 * {@link CohortSettings#mostKeys} keys of 24 bytes and some 30 slices. Owned by one thread; what {@link #evidence} gives is
 * immutable.
 */
public final class JobCohorts {

    /** Names of chunks begin so. */
    static final String JOB = "job";

    static final String STATE = "state/";
    /** A state that no checkpoint holds any more is forgotten after so many slices. */
    private static final int SLICES_WITHOUT = 4;

    private final CohortSettings settings;
    private final Map<String, StateCohort> states = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final JobTrack track = new JobTrack();

    public JobCohorts(CohortSettings settings) {
        this.settings = settings;
    }

    /**
     * The next completed checkpoint. One that is not newer than the one before is passed over.
     *
     * @return whether it was new
     */
    public boolean observe(Observation observation) {
        if (!track.begin(observation)) {
            return false;
        }
        for (OperatorObservation operator : observation.operators()) {
            Look look = track.look(operator);
            for (StateObservation state : operator.states()) {
                String name = name(operator.operator().id(), state.name());
                StateCohort cohort = states.get(name);
                if (cohort == null) {
                    cohort = new StateCohort(settings, StateTraits.of(state, operator));
                    states.put(name, cohort);
                    cohort.observe(state, operator, look.ofNewState(track.isFirst()));
                } else {
                    cohort.observe(state, operator, look);
                }
                changed.add(name);
            }
        }
        forgetGone(observation.at().toEpochMilli());
        changed.add(JOB);
        return true;
    }

    private void forgetGone(long now) {
        long oldest = now - SLICES_WITHOUT * settings.slice().toMillis();
        states.entrySet().removeIf(state -> {
            boolean gone = state.getValue().lastMillis() < oldest;
            if (gone) {
                changed.add(state.getKey());
            }
            return gone;
        });
    }

    private static String name(String operatorId, String state) {
        return STATE + operatorId + '/' + state;
    }

    /** All that is remembered; null before the first observation. */
    public @Nullable JobEvidence evidence() {
        if (!track.hasBegun()) {
            return null;
        }
        Map<String, List<StateEvidence>> byOperator = new TreeMap<>();
        states.values().forEach(cohort -> {
            StateEvidence evidence = cohort.evidence();
            if (!evidence.slices().isEmpty()) {
                byOperator
                        .computeIfAbsent(evidence.traits().operator().id(), any -> new ArrayList<>())
                        .add(evidence);
            }
        });
        return track.evidence(byOperator);
    }

    /** Keys that are followed, of all states. */
    public long keys() {
        return states.values().stream().mapToLong(StateCohort::keys).sum();
    }

    /**
     * Chunks that changed since the last call, by name, each below 1 MiB with up to 20,000 keys a state; an empty one is to be
     * removed. They bear a checksum.
     */
    public Map<String, byte[]> changed() {
        Map<String, byte[]> chunks = new TreeMap<>();
        for (String name : changed) {
            if (name.equals(JOB)) {
                chunks.put(name, track.encode(settings));
            } else {
                StateCohort cohort = states.get(name);
                chunks.put(name, cohort == null ? new byte[0] : cohort.encode());
            }
        }
        changed.clear();
        return chunks;
    }

    /** All chunks are to be told again: they go elsewhere, or what was told got lost. */
    public void moved() {
        changed.add(JOB);
        changed.addAll(states.keySet());
    }

    /** What a restore came to. */
    public record Restored(JobCohorts cohorts, int corrupt) {}

    /** From chunks as {@link #changed} gave them. What cannot be read is left out and counted: those states start anew. */
    public static Restored restore(CohortSettings settings, Map<String, byte[]> chunks) {
        JobCohorts cohorts = new JobCohorts(settings);
        int corrupt = 0;
        byte[] job = chunks.get(JOB);
        try {
            if (job == null) {
                return new Restored(cohorts, 0);
            }
            cohorts.track.decode(job, settings);
        } catch (CorruptCohortException e) {
            return new Restored(cohorts, chunks.size());
        }
        for (Map.Entry<String, byte[]> chunk : chunks.entrySet()) {
            if (chunk.getKey().startsWith(STATE)) {
                try {
                    cohorts.states.put(chunk.getKey(), StateCohort.decode(settings, chunk.getValue()));
                } catch (CorruptCohortException e) {
                    corrupt++;
                }
            }
        }
        return new Restored(cohorts, corrupt);
    }
}
