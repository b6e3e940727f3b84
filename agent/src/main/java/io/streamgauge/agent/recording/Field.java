package io.streamgauge.agent.recording;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a line with its place, for messages. Asking for what is not there, or is something else, is a
 * {@link BadRecordingException}. Unknown fields are never asked for, and so are ignored.
 *
 * @param place file, line and path of the value
 */
record Field(String place, @Nullable JsonNode node) {

    private static final int MOST_SHOWN = 60;

    Field of(String name) throws BadRecordingException {
        JsonNode object = node;
        if (object == null || !object.isObject()) {
            throw wrong("an object");
        }
        JsonNode value = object.get(name);
        return new Field(
                place + (place.endsWith(":") ? " " : ".") + name, value == null || value.isNull() ? null : value);
    }

    boolean isThere() {
        return node != null;
    }

    String text() throws BadRecordingException {
        JsonNode value = node;
        if (value == null || !value.isTextual()) {
            throw wrong("a text");
        }
        return value.textValue();
    }

    @Nullable
    String textOrNull() throws BadRecordingException {
        return node == null ? null : text();
    }

    long whole() throws BadRecordingException {
        JsonNode value = node;
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong("a whole number");
        }
        return value.longValue();
    }

    @Nullable
    Long wholeOrNull() throws BadRecordingException {
        return node == null ? null : (Long) whole();
    }

    int count(int most) throws BadRecordingException {
        long found = whole();
        if (found < 0 || found > most) {
            throw wrong("a whole number from 0 to " + most);
        }
        return (int) found;
    }

    /** NaN where there is none. */
    double number() throws BadRecordingException {
        JsonNode value = node;
        if (value == null) {
            return Double.NaN;
        }
        if (!value.isNumber()) {
            throw wrong("a number");
        }
        return value.doubleValue();
    }

    @Nullable
    Boolean flagOrNull() throws BadRecordingException {
        JsonNode value = node;
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrong("true or false");
        }
        return value.booleanValue();
    }

    @Nullable
    Instant timeOrNull() throws BadRecordingException {
        if (node == null) {
            return null;
        }
        try {
            return Instant.parse(text());
        } catch (DateTimeException e) {
            throw wrong("a time such as 2026-03-01T00:00:00Z");
        }
    }

    <E extends Enum<E>> E oneOf(Class<E> type) throws BadRecordingException {
        String found = text();
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(found)) {
                return each;
            }
        }
        throw wrong(
                "one of " + Stream.of(type.getEnumConstants()).map(Enum::name).toList());
    }

    /** Empty where there is none. */
    List<Field> items() throws BadRecordingException {
        JsonNode value = node;
        List<Field> items = new ArrayList<>();
        if (value == null) {
            return items;
        }
        if (!value.isArray()) {
            throw wrong("a list");
        }
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.get(i);
            items.add(new Field(place + "[" + i + "]", item.isNull() ? null : item));
        }
        return items;
    }

    long[] wholes() throws BadRecordingException {
        List<Field> items = items();
        long[] numbers = new long[items.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = items.get(i).whole();
        }
        return numbers;
    }

    /** Of base64 of big-endian 64-bit numbers. */
    long[] hashes() throws BadRecordingException {
        JsonNode value = node;
        byte[] bytes;
        try {
            bytes = value == null || !value.isTextual() ? null : value.binaryValue();
        } catch (IOException e) {
            bytes = null;
        }
        if (bytes == null || bytes.length % Long.BYTES != 0) {
            throw wrong("base64 of 64-bit numbers");
        }
        long[] hashes = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(hashes);
        return hashes;
    }

    BadRecordingException wrong(String expected) {
        JsonNode value = node;
        String found = value == null ? "nothing" : value.toString();
        return new BadRecordingException(place + ": found "
                + (found.length() > MOST_SHOWN ? found.substring(0, MOST_SHOWN) + "..." : found) + ", expected "
                + expected);
    }
}
