package io.streamgauge.agent.inspect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.agent.inspect.warning.Warning;
import io.streamgauge.checkpoint.report.CheckpointIdentity;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.ReadCost;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.UndividedState;
import java.io.IOException;
import java.util.List;

/** One checkpoint. */
final class CheckpointJson {
    private final JsonGenerator json;
    private final Fields fields;
    private final StateJson states;

    CheckpointJson(JsonGenerator json) {
        this.json = json;
        this.fields = new Fields(json);
        this.states = new StateJson(json);
    }

    void write(Reading reading, Selection selection, List<Warning> warnings) throws IOException {
        CheckpointReport report = reading.report();
        json.writeStartObject();
        identity(reading);
        json.writeNumberField("bytes", report.bytes());
        fields.constant("depth", report.depth());
        cost(report.cost());
        json.writeArrayFieldStart("operators");
        for (OperatorReport operator : report.operators()) {
            if (selection.has(operator)
                    && (selection.state() == null || operator.states().stream().anyMatch(selection::has))) {
                operator(operator, selection);
            }
        }
        json.writeEndArray();
        fields.notRead(report.notRead());
        fields.warnings(warnings);
        json.writeEndObject();
    }

    void identity(Reading reading) throws IOException {
        CheckpointIdentity identity = reading.report().checkpoint();
        json.writeStringField("path", identity.path());
        fields.text("jobId", identity.jobId());
        json.writeNumberField("id", identity.id());
        json.writeNumberField("metadataVersion", identity.metadataVersion());
        fields.time("written", reading.written());
    }

    private void cost(ReadCost cost) throws IOException {
        json.writeObjectFieldStart("cost");
        json.writeNumberField("files", cost.files());
        json.writeNumberField("bytes", cost.bytes());
        json.writeNumberField("knownFiles", cost.knownFiles());
        json.writeNumberField("millis", cost.took().toMillis());
        json.writeEndObject();
    }

    private void operator(OperatorReport operator, Selection selection) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", operator.id());
        fields.text("uid", operator.uid());
        fields.text("name", operator.name());
        json.writeNumberField("parallelism", operator.parallelism());
        json.writeNumberField("maxParallelism", operator.maxParallelism());
        json.writeNumberField("finishedSubtasks", operator.finishedSubtasks());
        json.writeNumberField("bytes", operator.bytes());
        json.writeNumberField("inFlightBytes", operator.inFlightBytes());
        json.writeNumberField("coordinatorBytes", operator.coordinatorBytes());
        json.writeNumberField("changelogBytes", operator.changelogBytes());
        json.writeNumberField("otherBytes", operator.otherBytes());
        UndividedState undivided = operator.undivided();
        if (undivided != null) {
            json.writeObjectFieldStart("undivided");
            json.writeNumberField("bytes", undivided.bytes());
            states.subtasks(undivided.subtasks());
            states.keyGroups(undivided.keyGroups());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("states");
        for (StateReport state : operator.states()) {
            if (selection.has(state)) {
                states.write(state);
            }
        }
        json.writeEndArray();
        fields.notRead(operator.notRead());
        json.writeEndObject();
    }
}
