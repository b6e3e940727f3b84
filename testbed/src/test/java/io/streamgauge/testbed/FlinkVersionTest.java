package io.streamgauge.testbed;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FlinkVersionTest {
    @Test
    void parsesEachLine() {
        for (FlinkVersion version : FlinkVersion.values()) {
            assertThat(FlinkVersion.parse(version.line())).isEqualTo(version);
        }
    }

    @Test
    void namesTheKnownLinesWhenAskedForAnother() {
        assertThatThrownBy(() -> FlinkVersion.parse("1.19"))
                .hasMessage("Flink version: expected one of 1.20, 2.3, found 1.19");
    }
}
