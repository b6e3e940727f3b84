package io.streamgauge.reporter.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the configuration may say, and what is said when it is wrong. */
class SettingsTest {

    private static Settings settings(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Settings(properties);
    }

    @Test
    void defaultsStandInForWhatIsNotSaid() {
        Settings settings = settings("agent", "http://host:9610");
        assertThat(settings.agents()).containsExactly(URI.create("ws://host:9610/ingest"));
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.gaugeTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.reconnectMax()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.maxMetrics()).isEqualTo(200_000);
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void theProfilerIsAllowedUnlessItIsOff() {
        assertThat(settings().profilerAllowed()).isTrue();
        assertThat(settings("profiler", "on").profilerAllowed()).isTrue();
        assertThat(settings("profiler", "OFF").profilerAllowed()).isFalse();
        assertThat(settings("profiler", "false").profilerAllowed()).isFalse();
        // Whoever wrote this wanted something else than the default.
        assertThat(settings("profiler", "never").profilerAllowed()).isFalse();
        assertThat(settings("profiler", "never").problems())
                .containsExactly("metrics.reporter.<name>.profiler: found 'never'; expected on or off; using off");
        assertThat(settings("profiler.directory", "/spool").profilerDirectory()).isEqualTo(Path.of("/spool"));
        assertThat(settings("profiler.directory", "a\0b").problems()).hasSize(1);
        assertThat(settings("profiler.crash.ignored", "a.log, b.log").ignoredCrashes())
                .containsExactly("a.log", "b.log");
        assertThat(settings().ignoredCrashes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://a:1,https://b | ws://a:1/ingest wss://b/ingest",
                "http://a:1 ; http://b:2/ | ws://a:1/ingest ws://b:2/ingest",
                "['http://a:1', \"http://a:1\"] | ws://a:1/ingest",
                "wss://proxy/streamgauge/ | wss://proxy/streamgauge/ingest",
                "http://[::1]:9610 | ws://[::1]:9610/ingest"
            })
    void agentsInAnyUsualNotation(String text, String expected) {
        assertThat(settings("agent", text).agents()).extracting(URI::toString).containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"10 s,10000", "10s,10000", "500 ms,500", "10 SECONDS,10000", "1 min,60000", "250,250"})
    void durationsAsFlinkSpellsThem(String text, long millis) {
        assertThat(settings("interval", text).interval()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void mistakesAreToldAndTheDefaultIsUsed() {
        Settings settings = settings(
                "agent",
                "host:9610",
                "interval",
                "often",
                "gauge.timeout",
                "1 ms",
                "max.metrics",
                "many",
                "inteval",
                "10 s");
        assertThat(settings.agents()).isEmpty();
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.problems())
                .containsExactly(
                        "metrics.reporter.<name>.agent: found 'host:9610'; expected http://HOST:PORT or https://HOST:PORT;"
                                + " correct it, this one is left out",
                        "metrics.reporter.<name>.interval: found 'often'; expected a duration such as '10 s' or '500 ms',"
                                + " at least 100 ms; using 10000 ms",
                        "metrics.reporter.<name>.gauge.timeout: found '1 ms'; expected a duration such as '10 s' or"
                                + " '500 ms', at least 10 ms; using 500 ms",
                        "metrics.reporter.<name>.max.metrics: found 'many'; expected a whole number of at least 1;"
                                + " using 200000",
                        "metrics.reporter.<name>.inteval: found a key that is not known; expected interval;"
                                + " correct the spelling or remove it");
    }

    @Test
    void settingsThatDifferOnlyInTheFactoryShareAConnection() {
        assertThat(settings("agent", "http://a:1", "factory.class", "x"))
                .isEqualTo(settings("agent", "http://a:1", "factory.class", "y"))
                .hasSameHashCodeAs(settings("agent", "http://a:1"))
                .isNotEqualTo(settings("agent", "http://a:2"));
    }
}
