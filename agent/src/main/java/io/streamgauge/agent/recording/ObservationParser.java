package io.streamgauge.agent.recording;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.observation.CheckpointCost;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.observation.OperatorObservation;
import io.streamgauge.agent.observation.StateObservation;
import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.TimeHistogram;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ObservationWriter} wrote. */
final class ObservationParser {

    /** Flink's own bound of parallelism, and of key groups. */
    private static final int MOST_KEY_GROUPS = 1 << 15;

    private ObservationParser() {}

    static Observation observation(Field line) throws BadRecordingException {
        Instant at = line.of("at").timeOrNull();
        if (at == null) {
            throw line.of("at").wrong("a time");
        }
        List<OperatorObservation> operators = new ArrayList<>();
        for (Field operator : line.of("operators").items()) {
            operators.add(operator(operator));
        }
        List<String> notAssessed = new ArrayList<>();
        for (Field each : line.of("notAssessed").items()) {
            notAssessed.add(each.text());
        }
        Field job = line.of("job");
        return new Observation(
                new JobRef(job.of("id").text(), job.of("name").text()),
                at,
                line.of("checkpoint").whole(),
                line.of("runningSince").timeOrNull(),
                line.of("restoredFrom").wholeOrNull(),
                new CheckpointCost(
                        line.of("durationMillis").wholeOrNull(),
                        line.of("timeoutMillis").wholeOrNull(),
                        line.of("newBytes").wholeOrNull()),
                operators,
                notAssessed);
    }

    private static OperatorObservation operator(Field operator) throws BadRecordingException {
        List<StateObservation> states = new ArrayList<>();
        for (Field state : operator.of("states").items()) {
            states.add(state(state));
        }
        return new OperatorObservation(
                new OperatorRef(
                        operator.of("id").text(),
                        operator.of("uid").textOrNull(),
                        operator.of("name").text()),
                operator.of("parallelism").count(MOST_KEY_GROUPS),
                operator.of("maxParallelism").count(MOST_KEY_GROUPS),
                operator.of("recordsIn").wholeOrNull(),
                operator.of("watermarkMillis").wholeOrNull(),
                operator.of("inFlightBytes").whole(),
                operator.of("otherBytes").whole(),
                states);
    }

    private static StateObservation state(Field state) throws BadRecordingException {
        return new StateObservation(
                state.of("name").text(),
                state.of("kind").oneOf(StateKind.class),
                state.of("valueSerializer").textOrNull(),
                state.of("timeToLive").oneOf(TimeToLive.class),
                state.of("namespace").oneOf(NamespaceKind.class),
                state.of("declared").flagOrNull(),
                state.of("bytes").whole(),
                state.of("largestSubtaskBytes").whole(),
                state.of("entries").wholeOrNull(),
                state.of("tombstones").wholeOrNull(),
                state.of("oldestData").timeOrNull(),
                state.of("newestData").timeOrNull(),
                Arrays.stream(state.of("keyGroupBytes").wholes()).boxed().toList(),
                histogram(state.of("dueTimes")),
                histogram(state.of("lastAccess")),
                histogram(state.of("windowEnds")),
                state.of("sample").isThere() ? sample(state.of("sample")) : null);
    }

    private static @Nullable TimeHistogram histogram(Field histogram) throws BadRecordingException {
        if (!histogram.isThere()) {
            return null;
        }
        long[] bounds = histogram.of("boundsMillis").wholes();
        List<Field> counts = histogram.of("counts").items();
        if (bounds.length != counts.size() + 1) {
            throw histogram.of("boundsMillis").wrong("one more than the " + counts.size() + " counts");
        }
        double[] numbers = new double[counts.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = counts.get(i).number();
        }
        return new TimeHistogram(bounds, numbers, histogram.of("basis").oneOf(TimeHistogram.Basis.class));
    }

    private static KeySample sample(Field sample) throws BadRecordingException {
        List<Integer> groups = new ArrayList<>();
        for (Field group : sample.of("keyGroups").items()) {
            groups.add(group.count(MOST_KEY_GROUPS));
        }
        long[] hashes = sample.of("hashes").hashes();
        long[] values = sample.of("valueHashes").hashes();
        if (values.length != hashes.length) {
            throw new BadRecordingException(sample.of("valueHashes").place() + ": found " + values.length
                    + " hashes, expected " + hashes.length + ", one for each key");
        }
        return new KeySample(
                groups,
                estimate(sample.of("liveKeys")),
                estimate(sample.of("liveEntries")),
                new KeySample.Columns(
                        hashes,
                        values,
                        counts(sample.of("bytes"), hashes.length),
                        counts(sample.of("entries"), hashes.length),
                        times(sample.of("lastAccessMillis"), hashes.length),
                        times(sample.of("windowEndMillis"), hashes.length)));
    }

    private static Estimate estimate(Field estimate) throws BadRecordingException {
        return new Estimate(
                estimate.of("value").number(),
                estimate.of("low").number(),
                estimate.of("high").number(),
                estimate.of("confidence").number());
    }

    private static int[] counts(Field field, int keys) throws BadRecordingException {
        List<Field> items = ofEachKey(field, keys);
        int[] counts = new int[keys];
        for (int key = 0; key < keys; key++) {
            counts[key] = items.get(key).count(Integer.MAX_VALUE);
        }
        return counts;
    }

    private static long @Nullable [] times(Field field, int keys) throws BadRecordingException {
        if (!field.isThere()) {
            return null;
        }
        List<Field> items = ofEachKey(field, keys);
        long[] times = new long[keys];
        for (int key = 0; key < keys; key++) {
            Long at = items.get(key).wholeOrNull();
            times[key] = at == null ? Long.MIN_VALUE : at;
        }
        return times;
    }

    private static List<Field> ofEachKey(Field field, int keys) throws BadRecordingException {
        List<Field> items = field.items();
        if (items.size() != keys) {
            throw new BadRecordingException(
                    field.place() + ": found " + items.size() + " numbers, expected " + keys + ", one for each key");
        }
        return items;
    }
}
