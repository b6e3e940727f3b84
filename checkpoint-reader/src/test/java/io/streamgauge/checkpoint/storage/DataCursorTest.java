package io.streamgauge.checkpoint.storage;

import io.streamgauge.checkpoint.CheckpointFormatException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataCursorTest {
    @Property(tries = 40)
    void readsWhatDataOutputWrote(
            @ForAll List<Long> longs,
            @ForAll @StringLength(max = 200) String text,
            @ForAll int number,
            @ForAll byte small)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        // Longer than the window, so that numbers and text lie across its end.
        for (int i = 0; i < 3000; i++) {
            out.writeUTF(text);
            out.writeInt(number);
            out.writeByte(small);
            for (long value : longs) {
                out.writeLong(value);
            }
        }
        DataCursor in = new DataCursor(new MemorySource("m", bytes.toByteArray()));
        for (int i = 0; i < 3000; i++) {
            assertThat(in.readUtf("text")).isEqualTo(text);
            assertThat(in.readInt("number")).isEqualTo(number);
            assertThat(in.readUnsignedByte("small")).isEqualTo(small & 0xff);
            for (long value : longs) {
                assertThat(in.readLong("long")).isEqualTo(value);
            }
        }
        assertThat(in.remaining()).isZero();
    }

    @Test
    void tellsWhereAndWhat() {
        DataCursor in = new DataCursor(new MemorySource("m", new byte[] {0, 5, 'a'}));
        assertThatThrownBy(() -> in.readUtf("a name"))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessage("m at byte 2: ends after 1 bytes more, expected 5 for a name");
    }

    @Test
    void refusesTextThatIsNotModifiedUtf8() {
        byte[][] wrong = {{0, 1, (byte) 0x80}, {0, 1, (byte) 0xc3}, {0, 2, (byte) 0xc3, 'a'}, {0, 1, (byte) 0xf0}};
        for (byte[] bytes : wrong) {
            assertThatThrownBy(() -> new DataCursor(new MemorySource("m", bytes)).readUtf("a name"))
                    .isInstanceOf(CheckpointFormatException.class)
                    .hasMessageContaining("not modified UTF-8");
        }
    }

    @Test
    void refusesCountsBeforeAllocating() {
        byte[] bytes = {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 2, 3, 4, 5, 6, 7, 8};
        assertThatThrownBy(() -> new DataCursor(new MemorySource("m", bytes)).readCount("things", 8))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("found 2147483647 as the number of things, expected 0 to 1");
    }
}
