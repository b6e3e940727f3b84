package io.streamgauge.testbed.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.testbed.process.TestbedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CensusTruthsTest {

    @Test
    void takesWhatTheJobCountedForTheTruthWhenTheyAgree() throws Exception {
        assertThatCode(() -> CensusTruths.compare(truth(), Map.of("roster/log", 12L, "rules/rules", 21L), 3))
                .doesNotThrowAnyException();
    }

    @Test
    void namesEachStateThatDiffers() throws Exception {
        assertThatExceptionOfType(TestbedException.class)
                .isThrownBy(() -> CensusTruths.compare(truth(), Map.of("roster/log", 11L, "rules/rules", 7L), 3))
                .withMessageContaining("roster/log=expected 12, found 11")
                .withMessageContaining("rules/rules=expected 21, found 7")
                .withMessageNotContaining("roster/none");
    }

    /** A broadcast state is in each subtask; a window counts nothing; without an element there is no accumulator. */
    private static JsonNode truth() throws JsonProcessingException {
        return new ObjectMapper()
                .readTree("{\"states\":[{\"operator\":\"roster\",\"state\":\"log\",\"kind\":\"list\",\"elements\":12},"
                        + "{\"operator\":\"roster\",\"state\":\"none\",\"kind\":\"list\",\"elements\":0},"
                        + "{\"operator\":\"tumbling\",\"state\":\"window-contents\",\"kind\":\"list\",\"elements\":5},"
                        + "{\"operator\":\"rules\",\"state\":\"rules\",\"kind\":\"broadcast\",\"elements\":7}]}");
    }
}
