package io.streamgauge.agent.source.flinkrest;

import java.net.URI;

/** Settings with times of a test's own. */
public final class RestSettings {

    private RestSettings() {}

    public static FlinkRestSettings of(
            URI address, FlinkRestSettings.Timeouts timeouts, FlinkRestSettings.Minimums minimums) {
        FlinkRestSettings plain = FlinkRestSettings.of(address);
        return new FlinkRestSettings(plain.addresses(), null, null, timeouts, plain.longestAnswerBytes(), minimums);
    }
}
