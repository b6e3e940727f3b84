package io.streamgauge.testbed;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class YamlTest {
    @Test
    void quotesEveryValueSoThatNoneIsTakenForSomethingElse() {
        assertThat(Yaml.mapping(Map.of("key", "it's: #1"))).isEqualTo("key: 'it''s: #1'\n");
    }
}
