package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.episode.AlertContent;
import io.streamgauge.agent.output.alertmanager.episode.AlertState;
import io.streamgauge.agent.output.alertmanager.episode.EpisodeCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EpisodeCodecTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00.123456789Z");

    @Test
    void givesBackWhatWasFiringAndResolved() {
        AlertContent content = new AlertWording(AlertmanagerSettings.OFF)
                .content(Findings.leak("späte \"Frist\"\n😀", Verdict.SUSPECT));
        List<AlertState> states = List.of(
                new AlertState.Firing(content, START, START.plusSeconds(60)),
                new AlertState.Resolved(content, START, START.plusSeconds(70), START.plusSeconds(130)));

        assertThat(EpisodeCodec.decode(EpisodeCodec.encode(states))).isEqualTo(states);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"version\":2,\"episodes\":[]}",
                "{\"version\":\"1\",\"episodes\":[]}",
                "{\"version\":1}",
                "{\"version\":1,\"episodes\":[1]}",
                "{\"version\":1,\"episodes\":[{}]}",
                "{\"version\":1,\"episodes\":[{\"labels\":{},\"annotations\":{},\"generatorUrl\":\"\",\"startsAt\":\"x\"}]}",
                "\u0000\u0001"
            })
    void saysThatItCannotReadAnythingElse(String bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EpisodeCodec.decode(bytes.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("remembered alert episodes");
    }
}
