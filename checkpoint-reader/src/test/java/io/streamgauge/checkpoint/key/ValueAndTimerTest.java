package io.streamgauge.checkpoint.key;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;
import org.apache.flink.streaming.api.operators.TimerSerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ValueAndTimerTest {

    private static final KeyGroupPrefix TWO = new KeyGroupPrefix(2);

    /** Flink's timer serializer writes what follows the key group. */
    @Property(tries = 200)
    void timersAreDueWhenFlinkSaysSo(@ForAll long timestamp, @ForAll String key) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(32);
        out.writeShort(300);
        new TimerSerializer<>(StringSerializer.INSTANCE, VoidNamespaceSerializer.INSTANCE)
                .serialize(new TimerHeapInternalTimer<>(timestamp, key, VoidNamespace.INSTANCE), out);
        byte[] bytes = out.getCopyOfBuffer();
        TimerKey timers = new TimerKey(TWO);

        assertThat(TWO.keyGroup(bytes, bytes.length)).isEqualTo(300);
        assertThat(timers.timestampMillis(bytes, bytes.length)).hasValue(timestamp);
        assertThat(timers.start(300, timestamp)).isEqualTo(Arrays.copyOf(bytes, timers.subjectStart()));
    }

    @Test
    void timersSortByTime() {
        TimerKey timers = new TimerKey(TWO);
        assertThat(Arrays.compareUnsigned(timers.start(1, -1), timers.start(1, 0)))
                .isNegative();
        assertThat(timers.timestampMillis(new byte[9], 9)).isEmpty();
        assertThat(TimerKey.isTimerFamily("_timer_state/event_user-timers")).isTrue();
        assertThat(TimerKey.isTimerFamily("_timer_state/processing_window-timers"))
                .isTrue();
        assertThat(TimerKey.isTimerFamily("my_timer_state")).isFalse();
    }

    @Test
    void stampsStandBeforeValues() {
        byte[] single = ByteBuffer.allocate(3 + 8 + 4)
                .position(3)
                .putLong(1_700_000_000_123L)
                .array();
        assertThat(new ValueLayout(ValueLayout.Kind.SINGLE, true).ttlStampMillis(single, 3, 12))
                .hasValue(1_700_000_000_123L);
        assertThat(new ValueLayout(ValueLayout.Kind.SINGLE, false).ttlStampMillis(single, 3, 12))
                .isEmpty();
        assertThat(new ValueLayout(ValueLayout.Kind.SINGLE, true).ttlStampMillis(single, 3, 7))
                .isEmpty();

        byte[] map = ByteBuffer.allocate(9).put((byte) 1).putLong(5).array();
        ValueLayout mapLayout = new ValueLayout(ValueLayout.Kind.MAP, true);
        assertThat(mapLayout.ttlStampMillis(map, 0, 9)).hasValue(5);
        assertThat(mapLayout.ttlStampMillis(map, 0, 8)).isEmpty();
        assertThat(mapLayout.isNullOfMap(map, 0, 9)).isTrue();
        assertThat(mapLayout.isNullOfMap(map, 0, 0)).isFalse();
    }

    @Property(tries = 100)
    void listsOfFixedElementsAreCounted(@ForAll long[] elements, @ForAll boolean ttl) {
        if (elements.length == 0) {
            return;
        }
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        for (int i = 0; i < elements.length; i++) {
            if (i > 0) {
                stored.write(',');
            }
            stored.writeBytes(
                    ByteBuffer.allocate(ttl ? 16 : 8).putLong(elements[i]).array());
        }
        byte[] bytes = stored.toByteArray();
        ValueLayout list = new ValueLayout(ValueLayout.Kind.LIST, ttl);

        assertThat(list.elements(bytes, 0, bytes.length, OptionalInt.of(8))).hasValue(elements.length);
        assertThat(list.elements(bytes, 0, bytes.length, OptionalInt.empty())).isEmpty();
        assertThat(list.elements(bytes, 0, bytes.length - 1, OptionalInt.of(8))).isEmpty();
        if (ttl) {
            assertThat(list.ttlStampMillis(bytes, 0, bytes.length)).hasValue(elements[0]);
        }
    }
}
