package io.streamgauge.agent.inspect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.FullScan;
import io.streamgauge.checkpoint.report.KeyGroupSizes;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.Serializers;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.StateSize;
import io.streamgauge.checkpoint.report.SubtaskSize;
import io.streamgauge.checkpoint.report.TimeHistogram;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One state. */
final class StateJson {
    private final JsonGenerator json;
    private final Fields fields;

    StateJson(JsonGenerator json) {
        this.json = json;
        this.fields = new Fields(json);
    }

    void write(StateReport state) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", state.name());
        fields.constant("kind", state.kind());
        fields.constant("timeToLive", state.timeToLive());
        fields.constant("namespace", state.namespace());
        serializers(state.serializers());
        size(state.size());
        fields.time("oldest", state.age().oldest());
        fields.time("newest", state.age().newest());
        if (!state.subtasks().isEmpty()) {
            subtasks(state.subtasks());
        }
        if (state.keyGroups() != null) {
            keyGroups(state.keyGroups());
        }
        if (state.levels() != null) {
            json.writeArrayFieldStart("levels");
            for (int files : state.levels()) {
                json.writeNumber(files);
            }
            json.writeEndArray();
        }
        histogram("dueTimes", state.dueTimes());
        histogram("lastAccess", state.lastAccess());
        histogram("windowEnds", state.windowEnds());
        sample(state.sample());
        scan(state.scan());
        fields.notRead(state.notRead());
        json.writeEndObject();
    }

    void subtasks(List<SubtaskSize> subtasks) throws IOException {
        json.writeArrayFieldStart("subtasks");
        for (SubtaskSize subtask : subtasks) {
            json.writeStartObject();
            json.writeNumberField("subtask", subtask.subtask());
            json.writeNumberField("bytes", subtask.bytes());
            fields.number("entries", subtask.entries());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void keyGroups(KeyGroupSizes sizes) throws IOException {
        json.writeObjectFieldStart("keyGroups");
        fields.constant("basis", sizes.basis());
        json.writeArrayFieldStart("bytes");
        for (int group = 0; group < sizes.count(); group++) {
            json.writeNumber(sizes.bytes(group));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void serializers(Serializers serializers) throws IOException {
        json.writeObjectFieldStart("serializers");
        fields.text("key", serializers.key());
        fields.text("namespace", serializers.namespace());
        fields.text("value", serializers.value());
        fields.text("userKey", serializers.userKey());
        json.writeEndObject();
    }

    private void size(StateSize size) throws IOException {
        fields.number("bytes", size.bytes());
        json.writeNumberField("files", size.files());
        fields.number("entries", size.entries());
        fields.number("tombstones", size.tombstones());
        fields.number("mergeOperands", size.mergeOperands());
        fields.number("rangeDeletions", size.rangeDeletions());
        fields.number("rawKeyBytes", size.rawKeyBytes());
        fields.number("rawValueBytes", size.rawValueBytes());
        fields.number("meanKeyBytes", size.meanKeyBytes());
        fields.number("meanValueBytes", size.meanValueBytes());
    }

    private void histogram(String name, @Nullable TimeHistogram times) throws IOException {
        if (times == null) {
            return;
        }
        json.writeObjectFieldStart(name);
        fields.constant("basis", times.basis());
        json.writeArrayFieldStart("boundsMillis");
        for (int bound = 0; bound <= times.buckets(); bound++) {
            json.writeNumber(times.startMillis(bound));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("counts");
        for (int bucket = 0; bucket < times.buckets(); bucket++) {
            json.writeNumber(times.count(bucket));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void sample(@Nullable KeySample sample) throws IOException {
        if (sample == null) {
            return;
        }
        json.writeObjectFieldStart("sample");
        json.writeArrayFieldStart("keyGroups");
        for (int group : sample.keyGroups()) {
            json.writeNumber(group);
        }
        json.writeEndArray();
        estimate("liveKeys", sample.liveKeys());
        estimate("liveEntries", sample.liveEntries());
        json.writeArrayFieldStart("keys");
        KeySample.Columns keys = sample.keys();
        for (int key = 0; key < keys.count(); key++) {
            json.writeStartObject();
            fields.hash("hash", keys.hash(key));
            fields.hash("valueHash", keys.valueHash(key));
            json.writeNumberField("bytes", keys.bytes(key));
            json.writeNumberField("userEntries", keys.userEntries(key));
            fields.number("lastAccessMillis", keys.lastAccessMillis(key));
            fields.number("windowEndMillis", keys.windowEndMillis(key));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void estimate(String name, Estimate estimate) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("value", estimate.value());
        json.writeNumberField("low", estimate.low());
        json.writeNumberField("high", estimate.high());
        json.writeNumberField("confidence", estimate.confidence());
        json.writeEndObject();
    }

    private void scan(@Nullable FullScan scan) throws IOException {
        if (scan == null) {
            return;
        }
        json.writeObjectFieldStart("scan");
        fields.number("keys", scan.keys());
        json.writeNumberField("entries", scan.entries());
        FullScan.Quantiles quantiles = scan.bytesPerKey();
        if (quantiles != null) {
            json.writeObjectFieldStart("bytesPerKey");
            json.writeNumberField("min", quantiles.min());
            json.writeNumberField("p50", quantiles.p50());
            json.writeNumberField("p90", quantiles.p90());
            json.writeNumberField("p99", quantiles.p99());
            json.writeNumberField("max", quantiles.max());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("heaviest");
        for (FullScan.HeavyKey key : scan.heaviest()) {
            json.writeStartObject();
            fields.hash("hash", key.hash());
            json.writeNumberField("bytes", key.bytes());
            json.writeNumberField("entries", key.entries());
            json.writeNumberField("keyGroup", key.keyGroup());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
