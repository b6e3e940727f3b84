package io.streamgauge.agent.output.prometheus.gzip;

import io.streamgauge.agent.output.prometheus.deflate.DeflateWriter;
import io.streamgauge.agent.output.prometheus.series.NumberedTexts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RepeatedTextsTest {

    private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private final Matches matches = new Matches(new DeflateWriter(packed::write));
    private long pageAt;

    /** Written in any order and any far apart, whole or in part. */
    @Property(tries = 300)
    void whatItWritesUnpacksToTheTexts(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            parts.add(Long.toHexString(random.nextLong()).repeat(1 + random.nextInt(random.nextBoolean() ? 2 : 40)));
        }
        Numbered texts = new Numbered();
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(8); part > 0; part--) {
                text.append(random.nextInt(4) == 0 ? "x" + random.nextInt(100) : parts.get(random.nextInt(12)));
            }
            texts.add(text.toString());
        }
        RepeatedTexts repeated = new RepeatedTexts(texts, matches);
        for (int page = 0; page < 3; page++) {
            begin(repeated);
            for (int i = random.nextInt(200); i > 0; i--) {
                int text = random.nextInt(texts.size());
                int bytes = texts.text(text).length;
                write(repeated, texts, text, random.nextBoolean() ? bytes : random.nextInt(bytes + 1));
                literals("y".repeat(random.nextInt(random.nextInt(20) == 0 ? 40_000 : 10)));
            }
            assertUnpacks();
        }
    }

    /** Of a line's own words none costs as much as letters would. */
    @Test
    void takesWhatTheLineBeforeLacksFromALineFurtherBack() throws IOException {
        int states = 5;
        Numbered texts = new Numbered();
        Random random = new Random(1);
        List<String> names = new ArrayList<>();
        for (int state = 0; state < states; state++) {
            names.add(Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
        }
        for (int subtask = 0; subtask < 100; subtask++) {
            for (String name : names) {
                texts.add("{operator=\"conversations\",state=\"" + name + "\",subtask_index=\"" + subtask + "\"} ");
            }
        }
        RepeatedTexts repeated = new RepeatedTexts(texts, matches);

        int size = learnt(repeated, texts, 1);

        assertThat((double) size / texts.size()).as("bytes per line").isLessThan(8);
    }

    @Test
    void takesWhatTheLineBeforeLacksFromTheFamilyBefore() throws IOException {
        Numbered texts = new Numbered();
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            texts.add("{id=\"" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()) + "\",n=\""
                    + i + "\"} ");
        }
        RepeatedTexts repeated = new RepeatedTexts(texts, matches);

        int once = learnt(repeated, texts, 1);
        int twice = learnt(repeated, texts, 2);

        assertThat((double) (twice - once) / texts.size()).as("bytes per line").isLessThan(5);
    }

    /** Size of a page of so many families, with codes that were learnt from such pages. */
    private int learnt(RepeatedTexts repeated, Numbered texts, int families) throws IOException {
        for (int page = 0; page < 3; page++) {
            begin(repeated);
            for (int family = 0; family < families; family++) {
                for (int text = 0; text < texts.size(); text++) {
                    write(repeated, texts, text, texts.text(text).length);
                }
            }
            assertUnpacks();
        }
        return packed.size();
    }

    private void begin(RepeatedTexts repeated) {
        packed.reset();
        pageAt += plain.size() + DeflateWriter.WINDOW + 1;
        plain.reset();
        repeated.begin();
        matches.begin();
    }

    private void write(RepeatedTexts repeated, Numbered texts, int text, int bytes) {
        repeated.write(text, bytes, pageAt + plain.size());
        plain.write(texts.text(text), 0, bytes);
    }

    private void literals(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        matches.literals(bytes, 0, bytes.length);
        plain.write(bytes, 0, bytes.length);
    }

    private void assertUnpacks() throws IOException {
        matches.end();
        byte[] unpacked = new InflaterInputStream(new ByteArrayInputStream(packed.toByteArray()), new Inflater(true))
                .readAllBytes();
        assertThat(unpacked).isEqualTo(plain.toByteArray());
    }

    private static final class Numbered implements NumberedTexts {

        private final List<byte[]> texts = new ArrayList<>();

        void add(String text) {
            texts.add(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public int size() {
            return texts.size();
        }

        @Override
        public byte[] text(int number) {
            return texts.get(number);
        }
    }
}
