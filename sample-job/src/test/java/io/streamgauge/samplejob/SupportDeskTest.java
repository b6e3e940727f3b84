package io.streamgauge.samplejob;

import io.streamgauge.samplejob.leak.Leak;
import io.streamgauge.samplejob.options.Flag;
import io.streamgauge.samplejob.options.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SupportDeskTest {

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> settings("--leek", "x", "--rate", "0", "--leak", "never-cleard", "--parallelism", "two"))
                .withMessageContaining("--leek: no such option; did you mean --leak?")
                .withMessageContaining("--rate: found 0.0, expected 0.1 to")
                .withMessageContaining("--leak: found \"never-cleard\", expected a cause; did you mean never-cleared?")
                .withMessageContaining("--parallelism: found \"two\", expected a whole number")
                .withMessageContaining("--help lists the options");
    }

    @ParameterizedTest
    @EnumSource(Leak.class)
    void takesTheLeaksItHasAndRefusesTheOthersInWords(Leak leak) {
        if (leak.available()) {
            assertThat(settings("--leak", leak.cause()).leakPlan().initial()).isEqualTo(leak);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings("--leak", leak.cause()))
                    .withMessageContaining("--leak: the sample job does not have " + leak.cause() + " (")
                    .withMessageContaining(
                            "; it has none, never-cleared, partly-cleared, stalled-watermark, far-timers");
        }
    }

    @Test
    void refusesMoreOpenConversationsThanThereAreEventsFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("--open-conversations", "10000"))
                .withMessageContaining(
                        "--open-conversations: found 10000, which leaves 4 events to each, expected at least 6");
    }

    @Test
    void refusesToLeakAStateThatItDoesNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("--leak-state", "conversation"))
                .withMessageContaining(
                        "--leak-state: found \"conversation\", expected customer-profile, transcript, participants");
    }

    @Test
    void cannotBeWithoutTheStateOfTheConversationItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("--without", "conversation"))
                .withMessageContaining(
                        "--without: found \"conversation\", expected customer-profile, transcript, participants");
        assertThat(settings("--without", "transcript").conversations().isWithout("transcript"))
                .isTrue();
    }

    @Test
    void refusesALoadThatTheThrottleWouldLevel() {
        for (String[] given : new String[][] {{"--load", "daily"}, {"--backlog", "1m"}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings(given))
                    .withMessageContaining("--throttle: found on, which lets events through at one rate");
            assertThat(settings(given[0], given[1], "--throttle", "clock").paced())
                    .isTrue();
        }
    }

    @Test
    void startsEarlierByTheBacklog() {
        assertThat(settings("--backlog", "5s", "--throttle", "clock").shown())
                .containsEntry("start", "1970-01-01T00:00:04Z");
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void takesEveryScenarioAndExplainsIt(Scenario scenario) {
        assertThat(settings("--scenario", scenario.option()).leakPlan().initial())
                .isEqualTo(Leak.NONE);
        assertThat(SupportDesk.help()).contains("\n  " + scenario.option() + " ");
    }

    @Test
    void showsItsOptionsWithTheStartAsAnInstant() {
        assertThat(settings("--rate", "500").shown())
                .containsEntry("rate", "500")
                .containsEntry("leak", "none")
                .containsEntry("start", "1970-01-01T00:00:09Z");
    }

    @Test
    void helpNamesEveryOptionAndCause() {
        for (Flag flag : Flag.values()) {
            assertThat(SupportDesk.help()).contains("\n  " + flag.option() + " ");
        }
        for (Leak leak : Leak.values()) {
            assertThat(SupportDesk.help()).contains("\n  " + leak.cause() + " ");
        }
    }

    @Test
    void helpIsWhatTheDocumentationShows() throws IOException {
        Path page = Path.of(System.getProperty("streamgauge.home"), "docs", "sample-job.md");

        assertThat(Files.readString(page)).contains(SupportDesk.help());
    }

    private static JobSettings settings(String... args) {
        return SupportDesk.settings(args, Instant.ofEpochSecond(9));
    }
}
