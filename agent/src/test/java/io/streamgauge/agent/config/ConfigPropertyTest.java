package io.streamgauge.agent.config;

import io.streamgauge.agent.config.key.ConfigKey;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigPropertyTest {

    /** Whatever the text is, it ends in a configuration or in problems that name the file. */
    @Property(tries = 2_000)
    void hostileTextEndsInProblems(@ForAll("yaml") String yaml) {
        assertThat(Fixtures.problems(Fixtures.text(yaml)))
                .allSatisfy(problem ->
                        assertThat(problem).isNotBlank().contains(": found ").contains("expected"));
    }

    @Property(tries = 300)
    void aSlipOfTheFingerFindsItsKey(@ForAll("slips") String slip) {
        assertThat(Fixtures.problems(new ConfigSources(null, Map.of(), List.of(slip + "=1"))))
                .hasSize(1)
                .first()
                .asString()
                .contains("a key that does not exist, expected")
                .doesNotContain("one of docs");
    }

    @Property
    void distanceIsSymmetricAndZeroOnlyForEqualNames(
            @ForAll @AlphaChars @StringLength(max = 12) String one,
            @ForAll @AlphaChars @StringLength(max = 12) String other) {
        assertThat(NearestName.distance(one, other)).isEqualTo(NearestName.distance(other, one));
        assertThat(NearestName.distance(one, other) == 0).isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<String> yaml() {
        return Arbitraries.of(
                        "tick", "listen", "port", "a", ":", ": ", "\n", "\n  ", "- ", "[", "]", "{", "}", ",", "&x ",
                        "*x", "!!str ", "\"", "'", "|\n", "? ", "<<", "---\n", "#", "\t", "%", "10s", "\u0000",
                        "\uFEFF")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> slips() {
        Arbitrary<String> paths =
                Arbitraries.of(ConfigLoader.KEYS.stream().map(ConfigKey::path).toList());
        return paths.flatMap(path -> Arbitraries.integers()
                        .between(1, path.length() - 2)
                        .map(at ->
                                path.substring(0, at) + path.charAt(at + 1) + path.charAt(at) + path.substring(at + 2)))
                .filter(slip ->
                        ConfigLoader.KEYS.stream().noneMatch(key -> key.path().equals(slip)));
    }
}
