package io.streamgauge.agent.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.observation.OperatorObservation;
import io.streamgauge.agent.observation.StateObservation;
import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.KeySample.Columns;
import io.streamgauge.checkpoint.report.TimeHistogram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Writes an observation as one line. What is not known is left out. */
public final class ObservationWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private ObservationWriter(JsonGenerator json) {
        this.json = json;
    }

    /** The line in UTF-8, without its end. */
    public static byte[] line(Observation observation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            new ObservationWriter(json).observation(observation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void observation(Observation observation) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("job");
        json.writeStringField("id", observation.job().id());
        json.writeStringField("name", observation.job().name());
        json.writeEndObject();
        text("at", observation.at());
        json.writeNumberField("checkpoint", observation.checkpointId());
        text("runningSince", observation.runningSince());
        number("restoredFrom", observation.restoredFrom());
        number("durationMillis", observation.cost().durationMillis());
        number("timeoutMillis", observation.cost().timeoutMillis());
        number("newBytes", observation.cost().newBytes());
        json.writeArrayFieldStart("operators");
        for (OperatorObservation operator : observation.operators()) {
            operator(operator);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notAssessed");
        for (String each : observation.notAssessed()) {
            json.writeString(each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void operator(OperatorObservation operator) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", operator.operator().id());
        text("uid", operator.operator().uid());
        json.writeStringField("name", operator.operator().name());
        json.writeNumberField("parallelism", operator.parallelism());
        json.writeNumberField("maxParallelism", operator.maxParallelism());
        number("recordsIn", operator.recordsIn());
        number("watermarkMillis", operator.watermarkMillis());
        json.writeNumberField("inFlightBytes", operator.inFlightBytes());
        json.writeNumberField("otherBytes", operator.otherBytes());
        json.writeArrayFieldStart("states");
        for (StateObservation state : operator.states()) {
            state(state);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void state(StateObservation state) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", state.name());
        json.writeStringField("kind", state.kind().name());
        text("valueSerializer", state.valueSerializer());
        json.writeStringField("timeToLive", state.timeToLive().name());
        json.writeStringField("namespace", state.namespace().name());
        Boolean declared = state.declared();
        if (declared != null) {
            json.writeBooleanField("declared", declared);
        }
        json.writeNumberField("bytes", state.bytes());
        json.writeNumberField("largestSubtaskBytes", state.largestSubtaskBytes());
        number("entries", state.entries());
        number("tombstones", state.tombstones());
        text("oldestData", state.oldestData());
        text("newestData", state.newestData());
        numbers("keyGroupBytes", state.keyGroupBytes().size(), state.keyGroupBytes()::get);
        histogram("dueTimes", state.dueTimes());
        histogram("lastAccess", state.lastAccess());
        histogram("windowEnds", state.windowEnds());
        KeySample sample = state.sample();
        if (sample != null) {
            sample(sample);
        }
        json.writeEndObject();
    }

    private void histogram(String name, @Nullable TimeHistogram histogram) throws IOException {
        if (histogram == null) {
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeStringField("basis", histogram.basis().name());
        numbers("boundsMillis", histogram.buckets() + 1, histogram::startMillis);
        json.writeArrayFieldStart("counts");
        for (int bucket = 0; bucket < histogram.buckets(); bucket++) {
            json.writeNumber(histogram.count(bucket));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void sample(KeySample sample) throws IOException {
        Columns keys = sample.keys();
        json.writeObjectFieldStart("sample");
        numbers("keyGroups", sample.keyGroups().size(), sample.keyGroups()::get);
        estimate("liveKeys", sample.liveKeys());
        estimate("liveEntries", sample.liveEntries());
        hashes("hashes", keys.count(), keys::hash);
        hashes("valueHashes", keys.count(), keys::valueHash);
        numbers("bytes", keys.count(), keys::bytes);
        numbers("entries", keys.count(), keys::userEntries);
        times("lastAccessMillis", keys.count(), keys::lastAccessMillis);
        times("windowEndMillis", keys.count(), keys::windowEndMillis);
        json.writeEndObject();
    }

    private void estimate(String name, Estimate estimate) throws IOException {
        json.writeObjectFieldStart(name);
        known("value", estimate.value());
        known("low", estimate.low());
        known("high", estimate.high());
        known("confidence", estimate.confidence());
        json.writeEndObject();
    }

    /** JSON has no NaN. */
    private void known(String name, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumberField(name, number);
        }
    }

    private void hashes(String name, int count, IntToLongFunction hash) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, Long.BYTES));
        for (int key = 0; key < count; key++) {
            bytes.putLong(hash.applyAsLong(key));
        }
        json.writeBinaryField(name, bytes.array());
    }

    private interface TimeOfKey {
        @Nullable
        Long at(int key);
    }

    /** Nothing where no key has one. */
    private void times(String name, int count, TimeOfKey time) throws IOException {
        boolean any = false;
        for (int key = 0; key < count && !any; key++) {
            any = time.at(key) != null;
        }
        if (!any) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (int key = 0; key < count; key++) {
            Long at = time.at(key);
            if (at == null) {
                json.writeNull();
            } else {
                json.writeNumber(at);
            }
        }
        json.writeEndArray();
    }

    private void numbers(String name, int count, IntToLongFunction number) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < count; i++) {
            json.writeNumber(number.applyAsLong(i));
        }
        json.writeEndArray();
    }

    private void number(String name, @Nullable Long number) throws IOException {
        if (number != null) {
            json.writeNumberField(name, number);
        }
    }

    private void text(String name, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }
}
