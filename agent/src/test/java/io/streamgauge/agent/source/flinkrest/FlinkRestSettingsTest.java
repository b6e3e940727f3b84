package io.streamgauge.agent.source.flinkrest;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FlinkRestSettingsTest {

    private static final URI ADDRESS = URI.create("http://127.0.0.1:8081");

    @Test
    void takesWhatDoesForMost() {
        assertThat(FlinkRestSettings.of(ADDRESS).timeouts().answer()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void wantsAnAddressAndEachOnce() {
        assertThatThrownBy(FlinkRestSettings::of)
                .hasMessage("addresses: found none, expected at least one http://HOST:PORT");
        assertThatThrownBy(() -> FlinkRestSettings.of(ADDRESS, ADDRESS))
                .hasMessage("addresses: found http://127.0.0.1:8081 twice, expected each once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "host:8081", "/path", "http:///path", "http://host/?a=b", "http://host/#a"})
    void wantsPlainHttpAddresses(String address) {
        assertThatThrownBy(() -> FlinkRestSettings.of(URI.create(address)))
                .hasMessage("addresses: found " + address
                        + ", expected http://HOST:PORT or https://HOST:PORT; credentials go to authorization");
    }

    @Test
    void repeatsNoPassword() {
        assertThatThrownBy(() -> FlinkRestSettings.of(URI.create("http://user:secret@host:8081")))
                .hasMessageContaining("found one with user info")
                .hasMessageNotContaining("secret");
        assertThat(with("Bearer secret", 1 << 20).toString())
                .contains("authorization=set")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\r\nb", "a\u0000"})
    void wantsAnAuthorizationThatFitsAHeader(String authorization) {
        assertThatThrownBy(() -> with(authorization, 1 << 20)).hasMessageStartingWith("authorization: found ");
    }

    @Test
    void wantsSensibleBounds() {
        assertThatThrownBy(() -> with(null, 1)).hasMessage("longestAnswerBytes: found 1, expected 65536 to 268435456");
        assertThatThrownBy(() ->
                        new FlinkRestSettings.Timeouts(Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessage("timeouts.answer: found PT0S, expected a duration from PT0.01S to PT1M");
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() ->
                        new FlinkRestSettings.Minimums(second, second, Duration.ofSeconds(-1), second, second, second))
                .hasMessage("minimums.checkpoints: found PT-1S, expected a duration from PT0S to PT10M");
    }

    private static FlinkRestSettings with(@Nullable String authorization, int longest) {
        return new FlinkRestSettings(
                List.of(ADDRESS),
                authorization,
                null,
                FlinkRestSettings.Timeouts.DEFAULT,
                longest,
                FlinkRestSettings.Minimums.DEFAULT);
    }
}
