package io.streamgauge.agent.output.prometheus.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whole families, encoded once for both formats, as each tick of the loop makes them. Immutable; any number of scrapes
 * copy its bytes.
 */
public final class PrerenderedFamilies {

    public static final PrerenderedFamilies NONE = new PrerenderedFamilies(List.of(), 0);

    private final List<Block> blocks;
    private final int droppedSamples;

    /** One family. */
    public record Block(String name, Bytes text, Bytes openMetrics, int samples) {

        public byte[] bytes(PageFormat format) {
            return format == PageFormat.TEXT ? text.array : openMetrics.array;
        }
    }

    private PrerenderedFamilies(List<Block> blocks, int droppedSamples) {
        this.blocks = List.copyOf(blocks);
        this.droppedSamples = droppedSamples;
    }

    public static Builder builder() {
        return new Builder();
    }

    public List<Block> blocks() {
        return blocks;
    }

    /** Samples left out because one of the same labels was there before. */
    public int droppedSamples() {
        return droppedSamples;
    }

    /** Writes families one after another; samples belong to the family begun last. Not thread-safe. */
    public static final class Builder {

        private final List<Block> blocks = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private final Set<String> labelTexts = new HashSet<>();
        private final ByteArrayOutputStream samples = new ByteArrayOutputStream();
        private final byte[] number = new byte[NumberPrinter.MAX_BYTES];
        private @Nullable String name;
        private String help = "";
        private boolean counter;
        private int count;
        private int dropped;

        private Builder() {}

        /** Begins a family of gauges, in base units. */
        public Builder gauge(String name, String help) {
            return begin(name, help, false);
        }

        /** Begins a family of counters; the name ends with {@code _total}. */
        public Builder counter(String name, String help) {
            if (!name.endsWith("_total")) {
                throw new IllegalArgumentException("counter " + name + ": must end with _total");
            }
            return begin(name, help, true);
        }

        /**
         * Adds a sample; NaN says that the number is not known, and adds none.
         *
         * @param labels names and values in turn; names are valid, values may be any text
         */
        public Builder sample(double value, String... labels) {
            if (Double.isNaN(value)) {
                return this;
            }
            String text = labels(labels);
            if (!labelTexts.add(text)) {
                dropped++;
                return this;
            }
            samples.writeBytes(utf8(name + text));
            int end = NumberPrinter.print(value, number, 0);
            number[end] = '\n';
            samples.write(number, 0, end + 1);
            count++;
            return this;
        }

        public PrerenderedFamilies build() {
            finish();
            return new PrerenderedFamilies(blocks, dropped);
        }

        private Builder begin(String newName, String newHelp, boolean isCounter) {
            finish();
            if (!names.add(newName)) {
                throw new IllegalArgumentException(
                        "family " + newName + ": begun twice; write all its samples at once");
            }
            name = newName;
            help = newHelp;
            counter = isCounter;
            return this;
        }

        private void finish() {
            if (name != null && count > 0) {
                byte[] lines = samples.toByteArray();
                String type = counter ? "counter" : "gauge";
                String family = counter ? name.substring(0, name.length() - "_total".length()) : name;
                byte[] textHeader = Names.header(name, type, help, PageFormat.TEXT);
                byte[] openMetricsHeader = Names.header(family, type, help, PageFormat.OPENMETRICS);
                blocks.add(new Block(name, joined(textHeader, lines), joined(openMetricsHeader, lines), count));
            }
            samples.reset();
            labelTexts.clear();
            count = 0;
        }

        private static String labels(String[] pairs) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < pairs.length; i += 2) {
                text.append(i == 0 ? '{' : ',').append(pairs[i]).append("=\"");
                Names.escapeLabelValue(pairs[i + 1], text);
                text.append('"');
            }
            return text.append(pairs.length == 0 ? " " : "} ").toString();
        }

        private static Bytes joined(byte[] first, byte[] second) {
            byte[] both = new byte[first.length + second.length];
            System.arraycopy(first, 0, both, 0, first.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return new Bytes(both);
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
