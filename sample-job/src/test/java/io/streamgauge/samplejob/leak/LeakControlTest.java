package io.streamgauge.samplejob.leak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LeakControlTest {

    @TempDir
    Path directory;

    private Path file;
    private LeakControl control;
    private long nanos;

    @BeforeEach
    void makeControl() {
        file = directory.resolve("control");
        control = new LeakControl(Leak.NEVER_CLEARED, Optional.of(file));
    }

    @Test
    void staysWithTheCommandLineWithoutAFile() {
        assertThat(afterASecond()).isEqualTo(Leak.NEVER_CLEARED);
        assertThat(new LeakControl(Leak.PARTLY_CLEARED, Optional.empty()).current(0))
                .isEqualTo(Leak.PARTLY_CLEARED);
    }

    @Test
    void doesWhatTheFileSays() throws IOException {
        write("# told by hand\n\n leak=none \n");
        assertThat(afterASecond()).isEqualTo(Leak.NONE);
        write("leak=stalled-watermark");
        assertThat(afterASecond()).isEqualTo(Leak.STALLED_WATERMARK);
    }

    @Test
    void goesBackToTheCommandLineWhenTheFileIsDeleted() throws IOException {
        write("leak=none\n");
        assertThat(afterASecond()).isEqualTo(Leak.NONE);
        Files.delete(file);
        assertThat(afterASecond()).isEqualTo(Leak.NEVER_CLEARED);
    }

    @Test
    void readsTheFileAtMostOncePerSecond() throws IOException {
        assertThat(afterASecond()).isEqualTo(Leak.NEVER_CLEARED);
        write("leak=none\n");
        assertThat(control.current(nanos + TimeUnit.MILLISECONDS.toNanos(999))).isEqualTo(Leak.NEVER_CLEARED);
        assertThat(control.current(nanos + TimeUnit.SECONDS.toNanos(1))).isEqualTo(Leak.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "leak",
                "leak=",
                "leak=nun",
                "leak=sql-no-retention",
                "leak=dead-state",
                "{\"leak\":\"never-cleared\"}",
                "\u0000"
            })
    void leavesThingsAsTheyAreWhenTheFileCannotBeUnderstood(String content) throws IOException {
        write("leak=none\n");
        assertThat(afterASecond()).isEqualTo(Leak.NONE);
        write(content);
        assertThat(afterASecond()).isEqualTo(Leak.NONE);
    }

    @Test
    void leavesThingsAsTheyAreWhenTheFileIsNoText() throws IOException {
        write("leak=none\n");
        assertThat(afterASecond()).isEqualTo(Leak.NONE);
        Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThat(afterASecond()).isEqualTo(Leak.NONE);
        write("leak=partly-cleared\n" + "#".repeat(5_000));
        assertThat(afterASecond()).isEqualTo(Leak.NONE);
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(afterASecond()).isEqualTo(Leak.NONE);
    }

    @Test
    void letsALeakThatIsDeployedEndAndComeBackButNotBegin() throws IOException {
        LeakControl deployed = new LeakControl(Leak.DEAD_STATE, Optional.of(file));
        write("leak=none");
        assertThat(deployed.current(nanos += TimeUnit.SECONDS.toNanos(1))).isEqualTo(Leak.NONE);
        write("leak=dead-state");
        assertThat(deployed.current(nanos += TimeUnit.SECONDS.toNanos(1))).isEqualTo(Leak.DEAD_STATE);
        write("leak=expired-garbage");
        assertThat(deployed.current(nanos += TimeUnit.SECONDS.toNanos(1))).isEqualTo(Leak.DEAD_STATE);
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
    }

    private Leak afterASecond() {
        nanos += TimeUnit.SECONDS.toNanos(1);
        return control.current(nanos);
    }
}
