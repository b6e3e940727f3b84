package io.streamgauge.checkpoint.key;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Keys of timers: {@code key group | timestamp | key | namespace}, with no value. The timestamp's sign is flipped so that bytes compare as
 * times do.
 *
 * @param prefix of the job's maximum parallelism
 */
public record TimerKey(KeyGroupPrefix prefix) {

    private static final String FAMILY_PREFIX = "_timer_state/";

    /** Whether a column family of this name has timers. */
    public static boolean isTimerFamily(String columnFamily) {
        return columnFamily.startsWith(FAMILY_PREFIX + "event_")
                || columnFamily.startsWith(FAMILY_PREFIX + "processing_");
    }

    /** When the timer is due, in milliseconds of the epoch by the clock of its family; absent if the key is too short. */
    public OptionalLong timestampMillis(byte[] key, int keyLength) {
        return keyLength < prefix.bytes() + BigEndian.LONG_BYTES
                ? OptionalLong.empty()
                : OptionalLong.of(BigEndian.read(key, prefix.bytes()) ^ Long.MIN_VALUE);
    }

    /** Where key and namespace begin: equal in all timers of one key and namespace. */
    public int subjectStart() {
        return prefix.bytes() + BigEndian.LONG_BYTES;
    }

    /** The first key that a timer of the group may have that is due at this time. */
    public byte[] start(int keyGroup, long timestampMillis) {
        byte[] group = prefix.start(keyGroup);
        byte[] key = Arrays.copyOf(group, group.length + BigEndian.LONG_BYTES);
        ByteBuffer.wrap(key).putLong(group.length, timestampMillis ^ Long.MIN_VALUE);
        return key;
    }
}
