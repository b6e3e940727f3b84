package io.streamgauge.checkpoint.storage.s3;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class S3SettingsTest {
    private static final S3Settings DEFAULTS = S3Settings.defaults();

    @Test
    void refusesWhatCannotWork() {
        assertThatThrownBy(() -> DEFAULTS.withPageSize(0)).hasMessageContaining("1 to 1000, found 0");
        assertThatThrownBy(() -> DEFAULTS.withPageSize(1001)).hasMessageContaining("1 to 1000, found 1001");
        assertThatThrownBy(() -> DEFAULTS.withRegion("evil.example/")).hasMessageContaining("found evil.example/");
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> DEFAULTS.withLimits(second, second, second, 0)).hasMessageContaining("attempts");
        assertThatThrownBy(() -> DEFAULTS.withLimits(second, Duration.ZERO, second, 1))
                .hasMessageContaining("attempt timeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minio:9000", "ftp://minio", "http:///x", "/minio"})
    void refusesEndpointsThatAreNoAddress(String endpoint) {
        assertThatThrownBy(() -> DEFAULTS.withEndpoint(URI.create(endpoint), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + endpoint);
    }

    @Test
    void doesNotShowSecretsInEndpoints() {
        assertThatThrownBy(() -> DEFAULTS.withEndpoint(URI.create("https://access:sesame@minio:9000"), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credentials in the address")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void keepsTheRest() {
        S3Settings settings = DEFAULTS.withRegion("eu-north-1")
                .withEndpoint(URI.create("https://minio:9000"), true)
                .withPageSize(7);

        assertThat(settings)
                .isEqualTo(new S3Settings(
                        "eu-north-1",
                        URI.create("https://minio:9000"),
                        true,
                        DEFAULTS.connectTimeout(),
                        DEFAULTS.attemptTimeout(),
                        DEFAULTS.callTimeout(),
                        DEFAULTS.attempts(),
                        7));
    }
}
