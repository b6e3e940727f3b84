package io.streamgauge.samplejob.options;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ArgumentsTest {

    @Test
    void readsValuesGivenEitherWay() {
        Arguments arguments = Arguments.of("--rate", "20", "--seed=-3");

        assertThat(arguments.real(Flag.RATE, 0, 100)).isEqualTo(20);
        assertThat(arguments.number(Flag.SEED)).isEqualTo(-3);
        assertThat(arguments.problems()).isEmpty();
    }

    @Test
    void fallsBackToTheDefault() {
        Arguments arguments = Arguments.of();

        assertThat(arguments.millis(Flag.LIFETIME)).isEqualTo(20_000);
        assertThat(arguments.on(Flag.THROTTLE)).isTrue();
        assertThat(arguments.text(Flag.CONTROL_FILE)).isEmpty();
        assertThat(arguments.all()).containsEntry("rate", "1000").doesNotContainKey("control-file");
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "20s,20000", "5m,300000", "5min,300000", "2h,7200000", "1d,86400000"})
    void readsTimes(String text, long millis) {
        assertThat(Arguments.of("--ttl", text).millis(Flag.TTL)).isEqualTo(millis);
    }

    @Test
    void readsInstants() {
        Instant now = Instant.ofEpochSecond(7);

        assertThat(Arguments.of().instant(Flag.START, now)).isEqualTo(now);
        assertThat(Arguments.of("--start", "2026-01-01T00:00:00Z").instant(Flag.START, now))
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "--rat,--rate",
        "--leek,--leak",
        "--open-conversation,--open-conversations",
        "--checkpoint-directory,--checkpoint-dir"
    })
    void namesTheNearestOptionForOneThatIsUnknown(String given, String nearest) {
        assertThat(Arguments.of(given, "1").problems())
                .containsExactly(given + ": no such option; did you mean " + nearest + "?");
    }

    @Test
    void aScenarioSpeaksWhereNothingIsGiven() {
        Arguments arguments = Arguments.of("--window", "7s", "--scenario", "hour-window");

        assertThat(arguments.millis(Flag.WINDOW)).as("given").isEqualTo(7_000);
        assertThat(arguments.count(Flag.TENANTS, 1, 100_000)).as("preset").isEqualTo(5_000);
        assertThat(arguments.millis(Flag.TTL)).as("default").isEqualTo(60_000);
        assertThat(arguments.all()).containsEntry("tenants", "5000").containsEntry("scenario", "hour-window");
        assertThat(arguments.problems()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void everyPresetOfAScenarioIsAnOptionThatDiffersFromItsDefault(Scenario scenario) {
        Map<Flag, String> presets = scenario.presets();

        assertThat(presets).isNotEmpty();
        presets.forEach((flag, value) -> assertThat(value).as(flag.option()).isNotEmpty());
        assertThat(Arguments.of("--scenario", scenario.option()).all())
                .isNotEqualTo(Arguments.of().all());
    }

    @Test
    void namesTheNearestScenario() {
        assertThat(Arguments.of("--scenario", "ttl-rampe").problems())
                .containsExactly("--scenario: found \"ttl-rampe\", expected a scenario; did you mean ttl-ramp?");
    }

    @Test
    void namesEachMistakeOfTheCommandLineItself() {
        assertThat(Arguments.of("stray", "--seed", "1", "--seed", "2", "--rate", "--ttl")
                        .problems())
                .containsExactly(
                        "\"stray\": found a value without an option, expected --name value",
                        "--seed: given twice; leave one out",
                        "--rate: found no value, expected EVENTS/S",
                        "--ttl: found no value, expected TIME");
    }

    @Test
    void namesWhatIsWrongWithAValue() {
        Arguments arguments = Arguments.of(
                "--rate",
                "fast",
                "--unanswered",
                "NaN",
                "--agents",
                "0",
                "--ttl",
                "1 week",
                "--window",
                "0s",
                "--throttle",
                "maybe",
                "--start",
                "yesterday",
                "--seed",
                "1.5");
        arguments.real(Flag.RATE, 1, 10);
        arguments.real(Flag.UNANSWERED, 0, 1);
        arguments.count(Flag.AGENTS, 1, 5);
        arguments.millis(Flag.TTL);
        arguments.millis(Flag.WINDOW);
        arguments.on(Flag.THROTTLE);
        arguments.instant(Flag.START, Instant.EPOCH);
        arguments.number(Flag.SEED);

        assertThat(arguments.problems())
                .containsExactly(
                        "--rate: found \"fast\", expected a number",
                        "--unanswered: found NaN, expected 0.0 to 1.0",
                        "--agents: found 0, expected 1 to 5",
                        "--ttl: found \"1 week\", expected a time such as 500ms, 20s, 5m, 1h",
                        "--window: found 0, expected at least 1ms",
                        "--throttle: found \"maybe\", expected on, off",
                        "--start: found \"yesterday\", expected now or an instant such as 2026-01-01T00:00:00Z",
                        "--seed: found \"1.5\", expected a whole number");
    }
}
