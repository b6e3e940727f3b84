package io.streamgauge.agent.cohort;

import io.streamgauge.agent.cohort.chunk.ChunkReader;
import io.streamgauge.agent.cohort.chunk.ChunkWriter;
import io.streamgauge.agent.cohort.chunk.CorruptCohortException;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.observation.CheckpointCost;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.observation.OperatorObservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is remembered of a job as a whole and of its operators. Owned by one thread. */
final class JobTrack {

    /** Of all chunks of a job. */
    private static final int FORMAT = 1;

    private static final int MOST_RESTARTS = 16;
    private static final double NOT_KNOWN = Double.NaN;

    /** One operator, as it was seen last. */
    private record Operator(OperatorRef ref, double recordsIn, EventTime eventTime) {}

    private final Map<String, Operator> operators = new TreeMap<>();
    private final List<Long> restarts = new ArrayList<>();
    private JobRef job = new JobRef("", "");
    private long firstMillis;
    private long beforeMillis;
    private long atMillis;
    private long checkpointId = -1;
    private @Nullable Long runningSince;
    private boolean cut;
    private CheckpointCost cost = CheckpointCost.UNKNOWN;
    private double bytes;
    private List<String> notAssessed = List.of();

    boolean hasBegun() {
        return checkpointId >= 0;
    }

    /** Whether this is the first observation of the job. */
    boolean isFirst() {
        return beforeMillis == atMillis;
    }

    /** Takes note of an observation; false if it is not newer than the last. */
    boolean begin(Observation observation) {
        long at = observation.at().toEpochMilli();
        Long since = observation.runningSince() == null
                ? null
                : (Long) observation.runningSince().toEpochMilli();
        boolean another = since != null && runningSince != null && since > runningSince;
        if (hasBegun() && (at <= atMillis || (observation.checkpointId() <= checkpointId && !another))) {
            return false;
        }
        // Restored from a checkpoint before the last: what came after that is as if it had never been.
        Long from = observation.restoredFrom();
        cut = another && (from == null || from < checkpointId);
        if (another && runningSince != null) {
            restarts.add(runningSince);
            if (restarts.size() > MOST_RESTARTS) {
                restarts.remove(0);
            }
        }
        beforeMillis = hasBegun() ? atMillis : at;
        firstMillis = hasBegun() ? firstMillis : at;
        atMillis = at;
        checkpointId = observation.checkpointId();
        runningSince = since == null ? runningSince : since;
        job = observation.job();
        cost = observation.cost();
        bytes = observation.bytes();
        notAssessed = observation.notAssessed();
        return true;
    }

    /** After {@link #begin}, once for each of its operators. */
    Look look(OperatorObservation operator) {
        String id = operator.operator().id();
        Operator before = operators.get(id);
        double total = operator.recordsIn() == null ? NOT_KNOWN : operator.recordsIn();
        // None before the first look.
        double counted = before == null ? total : before.recordsIn();
        double records = total < counted ? total : total - counted;
        Look look = new Look(atMillis, tick(atMillis), beforeMillis, tick(beforeMillis), false, cut, records);
        EventTime eventTime =
                (before == null ? EventTime.UNKNOWN : before.eventTime()).next(operator.watermarkMillis(), look);
        operators.put(id, new Operator(operator.operator(), total, eventTime));
        return look;
    }

    private int tick(long millis) {
        return (int) Math.min(
                Integer.MAX_VALUE - 1, (long) ((millis - firstMillis) / 1000.0 * StateCohort.TICKS_PER_SECOND));
    }

    JobEvidence evidence(Map<String, List<StateEvidence>> states) {
        List<OperatorEvidence> all = new ArrayList<>();
        states.forEach((id, ofOperator) -> {
            Operator operator = operators.get(id);
            List<StateEvidence> sorted = new ArrayList<>(ofOperator);
            sorted.sort(java.util.Comparator.comparing(state -> state.traits().name()));
            all.add(new OperatorEvidence(
                    operator == null ? sorted.get(0).traits().operator() : operator.ref(),
                    operator == null ? EventTime.UNKNOWN : operator.eventTime(),
                    sorted));
        });
        return new JobEvidence(job, firstMillis, atMillis, runningSince, restarts, cost, bytes, all, notAssessed);
    }

    byte[] encode(CohortSettings settings) {
        ChunkWriter out = new ChunkWriter();
        out.count(FORMAT);
        out.time(settings.slice().toMillis());
        out.text(job.id());
        out.text(job.name());
        out.time(firstMillis);
        out.time(beforeMillis);
        out.time(atMillis);
        out.time(checkpointId);
        out.time(runningSince == null ? Long.MIN_VALUE : runningSince);
        out.number(bytes);
        out.count(restarts.size());
        restarts.forEach(out::time);
        out.count(operators.size());
        operators.forEach((id, operator) -> {
            out.text(operator.ref().id());
            out.text(operator.ref().uid());
            out.text(operator.ref().name());
            out.number(operator.recordsIn());
            Long watermark = operator.eventTime().watermarkMillis();
            out.time(watermark == null ? Long.MIN_VALUE : watermark);
            out.time(operator.eventTime().movedMillis());
            out.number(operator.eventTime().recordsSince());
            out.time(operator.eventTime().usualGapMillis());
        });
        return out.toBytes();
    }

    /** @throws CorruptCohortException also where ages were counted in other slices, or the format is another */
    void decode(byte[] chunk, CohortSettings settings) {
        ChunkReader in = new ChunkReader(chunk);
        int format = in.count(Integer.MAX_VALUE);
        long slice = in.time();
        if (format != FORMAT || slice != settings.slice().toMillis()) {
            throw new CorruptCohortException("format " + format + " with slices of " + slice + " ms, expected " + FORMAT
                    + " with slices of " + settings.slice().toMillis() + " ms");
        }
        job = new JobRef(in.someText(), in.someText());
        firstMillis = in.time();
        beforeMillis = in.time();
        atMillis = in.time();
        checkpointId = in.time();
        runningSince = known(in.time());
        bytes = in.number();
        int times = in.countOf(Long.BYTES);
        for (int i = 0; i < times; i++) {
            restarts.add(in.time());
        }
        int count = in.countOf(2 * Long.BYTES);
        for (int i = 0; i < count; i++) {
            OperatorRef ref = new OperatorRef(in.someText(), in.text(), in.someText());
            double recordsIn = in.number();
            EventTime eventTime = new EventTime(known(in.time()), in.time(), in.number(), in.time());
            operators.put(ref.id(), new Operator(ref, recordsIn, eventTime));
        }
        in.end();
    }

    private static @Nullable Long known(long millis) {
        return millis == Long.MIN_VALUE ? null : (Long) millis;
    }
}
