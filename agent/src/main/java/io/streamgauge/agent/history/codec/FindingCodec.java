package io.streamgauge.agent.history.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.streamgauge.agent.finding.Finding;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** Findings as JSON, so that a version with more fields reads those of one with fewer. */
public final class FindingCodec {

    private final ObjectMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantAsText())
                    .addDeserializer(Instant.class, new TextAsInstant()))
            .build();

    public byte[] encode(List<Finding> findings) {
        try {
            return json.writeValueAsBytes(findings.toArray(Finding[]::new));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("findings cannot be written as JSON", e);
        }
    }

    public List<Finding> decode(byte[] bytes) {
        try {
            return List.of(json.readValue(bytes, Finding[].class));
        } catch (IOException | RuntimeException e) {
            throw new CorruptDataException("findings: " + e.getMessage());
        }
    }

    private static final class InstantAsText extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantAsText() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class TextAsInstant extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        TextAsInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(in.getText());
            } catch (DateTimeException e) {
                throw new IOException("time: found \"" + in.getText() + "\"", e);
            }
        }
    }
}
