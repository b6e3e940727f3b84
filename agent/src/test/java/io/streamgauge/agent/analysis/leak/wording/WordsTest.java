package io.streamgauge.agent.analysis.leak.wording;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {

    @Test
    void showsThreeDigitsThatCount() {
        assertThat(Words.number(12_345)).isEqualTo("12,300");
        assertThat(Words.number(123)).isEqualTo("123");
        assertThat(Words.number(12.345)).isEqualTo("12.3");
        assertThat(Words.number(0.041_72)).isEqualTo("0.0417");
        assertThat(Words.number(0)).isEqualTo("0");
        assertThat(Words.number(-1500)).isEqualTo("-1,500");
    }

    @Test
    void showsUnits() {
        assertThat(Words.bytes(2_830_000)).isEqualTo("2.83 MB");
        assertThat(Words.bytes(999.9)).isEqualTo("1.00 kB");
        assertThat(Words.percent(0.5214)).isEqualTo("52.1 %");
        assertThat(Words.span(45_000)).isEqualTo("45 s");
        assertThat(Words.span(200_000)).isEqualTo("3 min 20 s");
        assertThat(Words.span(3_600_000)).isEqualTo("1 h");
        assertThat(Words.span(187_200_000)).isEqualTo("2 d 4 h");
        assertThat(Words.time(0)).isEqualTo("1970-01-01 00:00:00 UTC");
    }
}
