package io.streamgauge.agent.inspect;

import io.streamgauge.checkpoint.report.Depth;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of options as they are written on the command line. */
final class Options {

    private Options() {}

    /** {@code sizes}, {@code keys} or {@code full}. */
    static final class DepthConverter implements ITypeConverter<Depth> {
        @Override
        public Depth convert(String text) {
            for (Depth depth : Depth.values()) {
                if (depth.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return depth;
                }
            }
            throw new TypeConversionException("found \"" + text + "\", expected sizes, keys or full");
        }
    }

    /** A number of rows, or {@code all}. */
    static final class RowsConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.equals("all")) {
                return Integer.MAX_VALUE;
            }
            return atLeastOne(text, "a number from 1 on, or all");
        }
    }

    /** A number from 1 to 128. */
    static final class KeyGroupsConverter implements ITypeConverter<Integer> {
        private static final int MOST = 128;

        @Override
        public Integer convert(String text) {
            int number = atLeastOne(text, "1 to " + MOST);
            if (number > MOST) {
                throw new TypeConversionException("found \"" + text + "\", expected 1 to " + MOST);
            }
            return number;
        }
    }

    private static int atLeastOne(String text, String expected) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new TypeConversionException("found \"" + text + "\", expected " + expected);
    }
}
