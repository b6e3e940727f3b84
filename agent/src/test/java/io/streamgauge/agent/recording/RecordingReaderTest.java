package io.streamgauge.agent.recording;

import io.streamgauge.agent.observation.Observation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is written is read again as it was; anything else is a clear error. */
class RecordingReaderTest {

    private static byte[] recording(long seed, int checkpoints) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((RecordingFormat.HEADER + "\n").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < checkpoints; i++) {
            bytes.write(ObservationWriter.line(Observations.of(seed, i)));
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    private static RecordingReader reader(byte[] bytes) {
        return new RecordingReader("r.jsonl", new ByteArrayInputStream(bytes));
    }

    private static List<Observation> read(RecordingReader reader) throws IOException {
        List<Observation> all = new ArrayList<>();
        for (Observation next = reader.next(); next != null; next = reader.next()) {
            all.add(next);
        }
        return all;
    }

    private static void assertRefused(String lines, String message) {
        assertThatThrownBy(() -> read(reader(lines.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(BadRecordingException.class)
                .hasMessage(message);
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadAgain(@ForAll long seed) throws IOException {
        List<Observation> all = read(reader(recording(seed, 3)));

        assertThat(all).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Observation written = Observations.of(seed, i);
            // Samples and histograms have no equals: their lines tell.
            assertThat(ObservationWriter.line(all.get(i))).isEqualTo(ObservationWriter.line(written));
            assertThat(all.get(i).at()).isEqualTo(written.at());
            assertThat(all.get(i).job()).isEqualTo(written.job());
            assertThat(all.get(i).cost()).isEqualTo(written.cost());
            assertThat(all.get(i).bytes()).isEqualTo(written.bytes());
            assertThat(all.get(i).operators()).hasSameSizeAs(written.operators());
            assertThat(all.get(i).operators().get(0).operator())
                    .isEqualTo(written.operators().get(0).operator());
        }
    }

    @Property(tries = 300)
    void whatIsCutOffIsToldAndTheRestIsRead(@ForAll long seed) throws IOException {
        byte[] whole = recording(seed, 3);
        int length = new Random(seed).nextInt(whole.length);
        RecordingReader reader = reader(Arrays.copyOf(whole, length));

        int ends = 0;
        for (int i = 0; i < length; i++) {
            ends += whole[i] == '\n' ? 1 : 0;
        }
        assertThat(read(reader)).hasSize(Math.max(0, ends - 1));
        assertThat(reader.isTorn()).isEqualTo(length > 0 && whole[length - 1] != '\n');
    }

    @Property(tries = 1000)
    void aFlippedByteIsAnErrorOrAnotherRecordingButNothingElse(@ForAll long seed) throws IOException {
        byte[] bytes = recording(seed, 2);
        Random random = new Random(seed);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        try {
            read(reader(bytes));
        } catch (BadRecordingException e) {
            assertThat(e).hasMessageStartingWith("r.jsonl:").hasMessageContaining("expected");
        }
    }

    @Example
    void recordingsMayBePutTogether() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(recording(1, 2));
        both.write(recording(2, 1));
        assertThat(read(reader(both.toByteArray()))).hasSize(3);
    }

    @Example
    void fieldsThatAreNotKnownAreIgnored() throws IOException {
        String line = new String(ObservationWriter.line(Observations.of(1, 1)), StandardCharsets.UTF_8);
        String more = RecordingFormat.HEADER + "\n{\"later\":{\"a\":[1]}," + line.substring(1) + "\n";
        assertThat(read(reader(more.getBytes(StandardCharsets.UTF_8)))).hasSize(1);
    }

    @Example
    void saysWhatIsWrongAndWhere() {
        assertRefused(
                "{\"at\":1}\n",
                "r.jsonl:1: format: found nothing, expected a first line as"
                        + " {\"format\":\"streamgauge-recording\",\"version\":1}");
        assertRefused(
                "{\"format\":\"streamgauge-recording\",\"version\":2}\n",
                "r.jsonl:1: found format streamgauge-recording version 2, expected streamgauge-recording version 1; use the"
                        + " release that wrote it, or a newer one");
        assertRefused(
                RecordingFormat.HEADER + "\n<html>\n",
                "r.jsonl:2: found no JSON at column 1, expected an object on one line");
        assertRefused(
                RecordingFormat.HEADER + "\n{\"at\":\"soon\"}\n",
                "r.jsonl:2: at: found \"soon\", expected a time such as" + " 2026-03-01T00:00:00Z");
        String operator =
                "{\"at\":\"2026-03-01T00:00:00Z\",\"operators\":[{\"states\":[{\"name\":\"a\",\"kind\":\"HEAP\"}]}]}";
        assertThatThrownBy(() -> read(
                        reader((RecordingFormat.HEADER + "\n" + operator + "\n").getBytes(StandardCharsets.UTF_8))))
                .hasMessageStartingWith(
                        "r.jsonl:2: operators[0].states[0].kind: found \"HEAP\", expected one of [VALUE,");
    }

    @Example
    void deepNestingIsRefused() {
        String deep = RecordingFormat.HEADER + "\n" + "[".repeat(100_000) + "\n";
        assertThatThrownBy(() -> read(reader(deep.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(BadRecordingException.class);
    }
}
