package io.streamgauge.agent.output.prometheus.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NumberPrinterTest {

    private static final int RANDOM_BITS = 300_000;

    @Property(tries = 20_000)
    void wholeNumbersAreThoseOfTheJdk(@ForAll long value) {
        assertThat(print(value)).isEqualTo(Long.toString(value));
    }

    @Property(tries = 5_000)
    void wholeNumbersOfEveryLengthAreThoseOfTheJdk(@ForAll long value, @ForAll byte shift) {
        long shorter = value >> (shift & 63);
        assertThat(print(shorter)).isEqualTo(Long.toString(shorter));
    }

    @Property(tries = 20_000)
    void doublesReadBackAsTheSameAndAreShortest(@ForAll double value) {
        assertShortest(value);
    }

    @Test
    void doublesOfRandomBitsReadBackAsTheSameAndAreShortest() {
        Random random = new Random(7);
        for (int i = 0; i < RANDOM_BITS; i++) {
            assertShortest(Double.longBitsToDouble(random.nextLong()));
        }
    }

    @Test
    void everyPowerOfTwoAndItsNeighboursAreShortest() {
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            double power = Math.scalb(1.0, exponent);
            assertShortest(power);
            assertShortest(Math.nextUp(power));
            assertShortest(Math.nextDown(power));
        }
    }

    @Test
    void shortFractionsStayShort() {
        for (int i = 1; i < 100_000; i++) {
            String text = BigDecimal.valueOf(i, 3).stripTrailingZeros().toPlainString();
            assertThat(print(Double.parseDouble(text))).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-1.5, -1.5",
        "0.1, 0.1",
        "2.0E-3, 0.002",
        "1.0E-7, 1e-7",
        "1.25E-300, 1.25e-300",
        "9007199254740992, 9007199254740992",
        "1.0E20, 100000000000000000000",
        "1.0E23, 1e+23",
        "2.0E23, 2e+23",
        "4.9E-324, 5e-324",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        "18297.280000000017, 18297.280000000017",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf"
    })
    void printsAsPrometheusReads(double value, String expected) {
        assertThat(print(value)).isEqualTo(expected);
    }

    private static void assertShortest(double value) {
        String text = print(value);
        if (!Double.isFinite(value)) {
            return;
        }
        assertThat(Double.parseDouble(text)).as(text).isEqualTo(value == 0 ? 0.0 : value);
        BigDecimal exact = new BigDecimal(value);
        BigDecimal printed = new BigDecimal(text).stripTrailingZeros();
        int digits = printed.precision();
        if (digits > 1 && value != (long) value) {
            for (RoundingMode rounding : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                BigDecimal shorter = exact.round(new MathContext(digits - 1, rounding));
                assertThat(shorter.doubleValue())
                        .as("%s is shorter than %s", shorter, text)
                        .isNotEqualTo(value);
            }
            // Of the shortest ones, the closest.
            BigDecimal closest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (closest.doubleValue() == value) {
                assertThat(printed.subtract(exact).abs())
                        .as(text)
                        .isLessThanOrEqualTo(closest.subtract(exact).abs());
            }
        }
    }

    private static String print(double value) {
        byte[] bytes = new byte[NumberPrinter.MAX_BYTES];
        return new String(bytes, 0, NumberPrinter.print(value, bytes, 0), StandardCharsets.UTF_8);
    }

    private static String print(long value) {
        byte[] bytes = new byte[NumberPrinter.MAX_BYTES];
        return new String(bytes, 0, NumberPrinter.print(value, bytes, 0), StandardCharsets.UTF_8);
    }
}
