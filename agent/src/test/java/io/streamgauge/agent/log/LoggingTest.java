package io.streamgauge.agent.log;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class LoggingTest {

    /** A job may be named so as to look like a record of ours. */
    @ParameterizedTest
    @EnumSource(LogSettings.Format.class)
    void aRecordIsOneLineWhateverIsInIt(LogSettings.Format format) {
        PrintStream original = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            Logging.configure(new LogSettings(format, LogSettings.Level.INFO));
            LoggerFactory.getLogger("io.streamgauge.test")
                    .atInfo()
                    .addKeyValue("job", "a\r\nb\u001b[31mc")
                    .log("Found");
        } finally {
            System.setErr(original);
            Logging.configure(LogSettings.defaults());
        }

        String text = written.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        assertThat(text.strip()).doesNotContain("\u001b").contains("Found", "job", "[31mc");
    }
}
