package io.streamgauge.agent.inspect.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.streamgauge.agent.inspect.diff.Difference;
import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.agent.inspect.warning.Warning;
import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes what docs/inspect.schema.json describes. What is not known is absent. ASCII only, so that any locale carries it. */
public final class InspectJson {
    private static final int SCHEMA_VERSION = 1;

    private final Writer out;

    /** @param out stays open */
    public InspectJson(Writer out) {
        this.out = out;
    }

    /** A checkpoint with its warnings. */
    public record Inspected(Reading reading, List<Warning> warnings) {}

    /** Checkpoints, the newest first. */
    public void checkpoints(List<Inspected> inspected, List<LocatedCheckpoint> incomplete, Selection selection)
            throws IOException {
        try (JsonGenerator json = begin("checkpoints")) {
            json.writeArrayFieldStart("checkpoints");
            CheckpointJson checkpoints = new CheckpointJson(json);
            for (Inspected each : inspected) {
                checkpoints.write(each.reading(), selection, each.warnings());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("incomplete");
            for (LocatedCheckpoint each : incomplete) {
                json.writeStartObject();
                json.writeStringField("path", each.directory());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** What changed between two. */
    public void difference(Difference difference) throws IOException {
        try (JsonGenerator json = begin("difference")) {
            new DifferenceJson(json).write(difference);
            json.writeEndObject();
        }
    }

    private JsonGenerator begin(String kind) throws IOException {
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        JsonGenerator json = JsonFactory.builder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build()
                .createGenerator(out)
                .setPrettyPrinter(lines)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeNumberField("schemaVersion", SCHEMA_VERSION);
        json.writeStringField("kind", kind);
        return json;
    }
}
