package io.streamgauge.agent.inspect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.streamgauge.agent.inspect.diff.Difference;
import io.streamgauge.agent.inspect.diff.PartChange;
import io.streamgauge.agent.inspect.part.LiveCount;
import io.streamgauge.agent.inspect.part.Part;
import io.streamgauge.agent.inspect.part.Reading;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What changed between two checkpoints. */
final class DifferenceJson {
    private final JsonGenerator json;
    private final Fields fields;

    DifferenceJson(JsonGenerator json) {
        this.json = json;
        this.fields = new Fields(json);
    }

    void write(Difference difference) throws IOException {
        checkpoint("then", difference.then());
        checkpoint("now", difference.now());
        json.writeNumberField("bytesChange", difference.bytes());
        json.writeArrayFieldStart("changes");
        for (PartChange change : difference.changes()) {
            change(change);
        }
        json.writeEndArray();
        fields.warnings(difference.warnings());
    }

    private void checkpoint(String name, Reading reading) throws IOException {
        json.writeObjectFieldStart(name);
        new CheckpointJson(json).identity(reading);
        json.writeNumberField("bytes", reading.report().bytes());
        fields.constant("depth", reading.report().depth());
        json.writeEndObject();
    }

    private void change(PartChange change) throws IOException {
        Part named = change.named();
        json.writeStartObject();
        fields.constant("part", named.kind());
        fields.text("operatorId", named.operatorId().isEmpty() ? null : named.operatorId());
        fields.text("operator", named.operator().isEmpty() ? null : named.operator());
        fields.text("state", named.state() == null ? null : named.state().name());
        side("then", change.then(), change.keysThen());
        side("now", change.now(), change.keysNow());
        fields.number("bytesChange", change.bytes());
        if (named.state() != null) {
            fields.number("entriesChange", change.entries());
        }
        json.writeEndObject();
    }

    /** Absent where a checkpoint has no such part. */
    private void side(String name, @Nullable Part part, @Nullable LiveCount keys) throws IOException {
        if (part == null) {
            return;
        }
        json.writeObjectFieldStart(name);
        fields.number("bytes", part.bytes());
        fields.number("entries", part.entries());
        if (keys != null) {
            json.writeNumberField("keys", keys.value());
            json.writeNumberField("keysLow", keys.low());
            json.writeNumberField("keysHigh", keys.high());
        }
        json.writeEndObject();
    }
}
