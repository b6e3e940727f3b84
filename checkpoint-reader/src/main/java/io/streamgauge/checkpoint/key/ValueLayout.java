package io.streamgauge.checkpoint.key;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The values of one keyed state, as far as bytes tell: {@code [stamp] value}, of maps {@code is-null [stamp] value}, of lists elements
 * {@code [stamp] value} with a comma between two.
 *
 * @param kind what the state is
 * @param hasTtl whether values carry the time of their last access
 */
public record ValueLayout(Kind kind, boolean hasTtl) {

    private static final byte DELIMITER = ',';

    /** How values are laid out. */
    public enum Kind {
        /** Value, reducing and aggregating state. */
        SINGLE,
        LIST,
        MAP
    }

    /**
     * The time of last access by the clock of the TaskManager, in milliseconds of the epoch; of a list that of its first element, the
     * oldest one. Absent without TTL and where the value is too short.
     */
    public OptionalLong ttlStampMillis(byte[] value, int start, int length) {
        int at = kind == Kind.MAP ? 1 : 0;
        return !hasTtl || length < at + BigEndian.LONG_BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(BigEndian.read(value, start + at));
    }

    /** Whether a map's entry has null for its value. */
    public boolean isNullOfMap(byte[] value, int start, int length) {
        return kind == Kind.MAP && length > 0 && value[start] != 0;
    }

    /**
     * How many elements a stored list, or an operand appended to one, has. Only a fixed size of elements tells: with a variable one a comma
     * may be content.
     *
     * @param elementBytes of the element serializer, without stamp; {@link OptionalInt#empty} if variable
     */
    public OptionalInt elements(byte[] value, int start, int length, OptionalInt elementBytes) {
        if (kind != Kind.LIST || elementBytes.isEmpty()) {
            return OptionalInt.empty();
        }
        long step = elementBytes.getAsInt() + (hasTtl ? BigEndian.LONG_BYTES : 0) + 1L;
        if ((length + 1L) % step != 0) {
            return OptionalInt.empty();
        }
        for (long at = step - 1; at < length; at += step) {
            if (value[(int) (start + at)] != DELIMITER) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of((int) ((length + 1L) / step));
    }
}
