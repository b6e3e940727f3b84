package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.InspectFixture.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class InspectUsageTest {

    @ParameterizedTest
    @CsvSource({
        "--depth deep, 'found \"deep\", expected sizes, keys or full'",
        "--states 0, 'found \"0\", expected a number from 1 on, or all'",
        "--states some, 'found \"some\", expected a number from 1 on, or all'",
        "--key-groups 129, 'found \"129\", expected 1 to 128'",
        "--key-groups none, 'found \"none\", expected 1 to 128'",
        "--width wide, '--width'",
        "--coluors, '--coluors'",
        "--all --diff /x, '--all and --diff exclude each other'",
    })
    void badUsageIsTwo(String options, String said) {
        String[] words = (options + " /tmp").split(" ");

        Result result = InspectFixture.plain().run((Object[]) words);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(said);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aMissingPathIsTwo() {
        assertThat(InspectFixture.plain().run().code()).isEqualTo(2);
    }

    @Test
    void moreKeyGroupsNarrowTheEstimate(@TempDir Path directory) throws IOException {
        Path place = InspectFixture.copy("flink-2.3-rocksdb-incremental", directory);

        String all = InspectFixture.plain()
                .run(place, "--depth", "keys", "--key-groups", 128, "--state", "log", "--operator", "roster")
                .out();

        assertThat(all).containsPattern("1728 +216 +216 list");
    }
}
