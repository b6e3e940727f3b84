package io.streamgauge.agent.inspect.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.streamgauge.agent.inspect.warning.Warning;
import io.streamgauge.checkpoint.report.NotRead;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fields that are absent where their value is not known. */
final class Fields {
    private final JsonGenerator json;

    Fields(JsonGenerator json) {
        this.json = json;
    }

    void text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    void number(String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value.longValue());
        }
    }

    void number(String name, @Nullable Double value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value.doubleValue());
        }
    }

    /** ISO 8601 in UTC. */
    void time(String name, @Nullable Instant value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    /** Constants in lower case with dashes. */
    void constant(String name, Enum<?> value) throws IOException {
        json.writeStringField(name, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** 64 bits as 16 hex digits: numbers of programs that read JSON hold fewer. */
    void hash(String name, long value) throws IOException {
        json.writeStringField(name, String.format("%016x", value));
    }

    void notRead(List<NotRead> notRead) throws IOException {
        json.writeArrayFieldStart("notRead");
        for (NotRead each : notRead) {
            json.writeStartObject();
            json.writeStringField("what", each.what());
            json.writeStringField("why", each.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void warnings(List<Warning> warnings) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (Warning warning : warnings) {
            json.writeStartObject();
            json.writeStringField("code", warning.code());
            text("subject", warning.subject());
            json.writeStringField("text", warning.text());
            text("fix", warning.fix().isEmpty() ? null : warning.fix());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
