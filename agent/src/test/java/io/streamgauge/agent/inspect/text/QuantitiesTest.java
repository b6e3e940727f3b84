package io.streamgauge.agent.inspect.text;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 KiB",
        "1024, 1.0 KiB",
        "10239, 10 KiB",
        "1023487, 999 KiB",
        "1023488, 1.0 MiB",
        "-2048, -2.0 KiB",
        "1610612736, 1.5 GiB",
        "9223372036854775807, 8.0 EiB",
        "-9223372036854775808, -8.0 EiB",
    })
    void bytes(long bytes, String text) {
        assertThat(Quantities.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "9999, 9999", "10000, 10.0k", "123456, 123k", "999500, 1.0M", "-12345678, -12.3M", "5e12, 5.0T"
    })
    void counts(double count, String text) {
        assertThat(Quantities.count(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.001, <1 %", "0.005, 1 %", "0.62, 62 %", "1, 100 %"})
    void shares(double share, String text) {
        assertThat(Quantities.share(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-5, 0 s", "119, 119 s", "120, 2 min", "7200, 2 h", "172800, 2 d", "63072000, 2 y"})
    void ages(long seconds, String text) {
        assertThat(Quantities.age(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void signs() {
        assertThat(Quantities.signed("1")).isEqualTo("+1");
        assertThat(Quantities.signed("-1")).isEqualTo("-1");
        assertThat(Quantities.signed("0 B")).isEqualTo("0 B");
    }
}
