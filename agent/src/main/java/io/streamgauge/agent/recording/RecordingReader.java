package io.streamgauge.agent.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.agent.observation.Observation;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording line by line; holds one line at a time. A last line without an end was cut off while it was written: it is
 * left out and told. Owned by one thread.
 */
public final class RecordingReader implements AutoCloseable {

    private static final ObjectMapper JSON = mapper();

    private final String name;
    private final InputStream in;
    private long lineNumber;
    private boolean begun;
    private boolean torn;
    private byte[] line = new byte[0];

    /** @param name of the file, for messages */
    public RecordingReader(String name, InputStream in) {
        this.name = name;
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The first line of every recording. */
    public static String header() {
        return RecordingFormat.HEADER;
    }

    /** The next one; null at the end. */
    public @Nullable Observation next() throws IOException {
        while (readLine()) {
            if (line.length == 0) {
                continue;
            }
            Field parsed = new Field(name + ":" + lineNumber + ":", parsed());
            if (parsed.of("format").isThere()) {
                // Also further on: recordings may be put together.
                version(parsed);
                begun = true;
            } else if (!begun) {
                throw parsed.of("format").wrong("a first line as " + RecordingFormat.HEADER);
            } else {
                return ObservationParser.observation(parsed);
            }
        }
        return null;
    }

    /** The line of the observation that was read last, without its end. */
    public byte[] line() {
        return line.clone();
    }

    /** Whether the last line was cut off. */
    public boolean isTorn() {
        return torn;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void version(Field header) throws BadRecordingException {
        String format = header.of("format").text();
        long version = header.of("version").whole();
        if (!format.equals(RecordingFormat.NAME) || version != RecordingFormat.VERSION) {
            throw new BadRecordingException(name + ":" + lineNumber + ": found format " + format + " version " + version
                    + ", expected " + RecordingFormat.NAME + " version " + RecordingFormat.VERSION
                    + "; use the release that wrote it, or a newer one");
        }
    }

    private JsonNode parsed() throws BadRecordingException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new BadRecordingException(name + ":" + lineNumber + ": found no JSON at column "
                    + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr())
                    + ", expected an object on one line");
        } catch (IOException e) {
            throw new BadRecordingException(name + ":" + lineNumber + ": " + e.getMessage());
        }
    }

    /** False at the end. */
    private boolean readLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lineNumber++;
        while (true) {
            int next = in.read();
            if (next < 0) {
                torn = bytes.size() > 0;
                return false;
            }
            if (next == '\n') {
                line = bytes.toByteArray();
                return true;
            }
            if (bytes.size() >= RecordingFormat.LONGEST_LINE_BYTES) {
                throw new BadRecordingException(name + ":" + lineNumber + ": found a line of more than "
                        + RecordingFormat.LONGEST_LINE_BYTES + " bytes, expected at most that");
            }
            bytes.write(next);
        }
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(20)
                        .maxStringLength(RecordingFormat.LONGEST_LINE_BYTES)
                        .build());
        return mapper;
    }
}
