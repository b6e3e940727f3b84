package io.streamgauge.agent.config;

import io.streamgauge.agent.config.file.ConfigException;
import io.streamgauge.agent.config.file.ConfigProblem;
import io.streamgauge.agent.config.reload.ConfigReloader;
import io.streamgauge.agent.config.reload.HangupSignal;
import io.streamgauge.agent.config.reload.ReloadMetrics;
import io.streamgauge.agent.config.reload.ReloadOutcome;
import io.streamgauge.agent.log.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReloadTest {

    private static final Instant START = Instant.parse("2026-01-10T12:00:00Z");

    private final List<String> reloads = new ArrayList<>();
    private final List<AgentConfig> told = new ArrayList<>();
    private String yaml = "log: {level: info}\n";
    private Instant now = START;

    private ConfigReloader reloader() {
        return new ConfigReloader(
                Fixtures.load(Fixtures.text(yaml)),
                () -> Fixtures.text(yaml),
                (succeeded, at) -> reloads.add(succeeded + " " + at),
                () -> now,
                told::add);
    }

    @Test
    void takesWhatCanChangeAndNamesWhatNeedsARestart() {
        ConfigReloader reloader = reloader();
        yaml = "log: {level: debug}\nlisten: {port: 1}\nhistory: {max-age: 720h}\n";
        ReloadOutcome outcome = reloader.reload();

        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.changed()).containsExactly("log.level");
        // 720h is what the default of 30d was: nothing has changed.
        assertThat(outcome.needRestart()).containsExactly("listen.port");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).log().level()).isEqualTo(LogSettings.Level.DEBUG);
        assertThat(told.get(0).listen().port()).isEqualTo(9610);
        assertThat(reloader.current().effective())
                .containsPattern("log.level: debug +# test.yml:1\n")
                .containsPattern("listen.port: 9610 +# default\n");
    }

    @Test
    void keepsTheOldConfigurationWhenTheNewOneIsBad() {
        ConfigReloader reloader = reloader();
        LoadedConfig old = reloader.current();
        yaml = "log: {level: debug}\nlisten: {port: x}\ntikc: 1s\n";
        now = START.plusSeconds(60);
        ReloadOutcome outcome = reloader.reload();

        assertThat(outcome.problems()).hasSize(2);
        assertThat(reloader.current()).isSameAs(old);
        assertThat(told).isEmpty();
        yaml = "log: {level: debug}\n";
        now = START.plusSeconds(120);
        assertThat(reloader.reload().succeeded()).isTrue();
        assertThat(reloads)
                .containsExactly(
                        "true 2026-01-10T12:00:00Z", "false 2026-01-10T12:01:00Z", "true 2026-01-10T12:02:00Z");
    }

    @Test
    void keepsItWhenTheFileIsGone() {
        ConfigReloader reloader = new ConfigReloader(
                Fixtures.load(Fixtures.text(yaml)),
                () -> {
                    throw new ConfigException(List.of(new ConfigProblem("gone")));
                },
                ReloadMetrics.NOOP,
                () -> now,
                told::add);

        assertThat(reloader.reload().problems()).containsExactly(new ConfigProblem("gone"));
    }

    @Test
    void tellsNobodyWhenNothingHasChanged() {
        reloader().reload();

        assertThat(told).isEmpty();
        assertThat(reloads).hasSize(2);
    }

    @Test
    void sighupRunsTheActionUnlessItIsIgnored() throws Exception {
        CountDownLatch hangup = new CountDownLatch(1);
        boolean ignored = isHangupIgnored();

        assertThat(HangupSignal.install(hangup::countDown)).isEqualTo(!ignored);

        if (ignored) {
            // The tests run under nohup; AgentCommandIT sends the signal to a process that hears it.
            return;
        }
        new ProcessBuilder("kill", "-HUP", Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();

        assertThat(hangup.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** As the kernel says: SIGHUP is number 1, the lowest bit. */
    private static boolean isHangupIgnored() throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .substring("SigIgn:".length())
                .trim();
        return (Long.parseUnsignedLong(mask, 16) & 1) != 0;
    }
}
