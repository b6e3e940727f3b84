package io.streamgauge.agent.analysis.leak;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LeakSettingsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aSuspicionTakesTwoDaysByDefault() {
        LeakSettings settings = LeakSettings.defaults();
        assertThat(settings.warmUp().plus(settings.window())).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void compressedSettingsLeaveAMinuteOfFive() {
        LeakSettings settings = LeakSettings.compressed();
        assertThat(settings.warmUp().plus(settings.window())).isLessThanOrEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatThrownBy(() -> new LeakSettings(Duration.ZERO, MINUTE, MINUTE, 10, 0.1, 1, MINUTE))
                .hasMessageContaining("warm-up: must be above 0");
        assertThatThrownBy(() -> new LeakSettings(MINUTE, MINUTE, Duration.ofSeconds(1), 10, 0.1, 1, MINUTE))
                .hasMessageContaining("longest-window: must be at least window (PT1M), was PT1S");
        assertThatThrownBy(() -> new LeakSettings(MINUTE, MINUTE, MINUTE, 6, 0.1, 1, MINUTE))
                .hasMessageContaining("buckets: must be 7 to 1000, was 6");
        assertThatThrownBy(() -> new LeakSettings(MINUTE, MINUTE, MINUTE, 10, 0, 1, MINUTE))
                .hasMessageContaining("least-growth: must be above 0");
        assertThatThrownBy(() -> new LeakSettings(MINUTE, MINUTE, MINUTE, 10, 0.1, 0, MINUTE))
                .hasMessageContaining("least-keys: must be at least 1");
    }
}
