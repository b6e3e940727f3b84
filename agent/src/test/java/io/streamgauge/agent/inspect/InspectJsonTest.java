package io.streamgauge.agent.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.streamgauge.agent.inspect.InspectFixture.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** JSON against docs/inspect.schema.json, of every golden checkpoint. */
class InspectJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    static List<String> goldens() throws IOException {
        try (Stream<Path> all = Files.list(InspectFixture.GOLDEN)) {
            return all.filter(each -> Files.exists(each.resolve("truth.json")))
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void isAsTheSchemaSaysAndAddsUp(String golden) throws IOException {
        Path place = InspectFixture.copy(golden, directory);

        for (String depth : List.of("sizes", "full")) {
            JsonNode json = valid(InspectFixture.plain().run(place, "--json", "--depth", depth));

            JsonNode checkpoint = json.path("checkpoints").path(0);
            assertThat(checkpoint.path("written").asText()).isEqualTo(InspectFixture.WRITTEN.toString());
            long sum = 0;
            for (JsonNode operator : checkpoint.path("operators")) {
                long parts = operator.path("inFlightBytes").asLong()
                        + operator.path("coordinatorBytes").asLong()
                        + operator.path("changelogBytes").asLong()
                        + operator.path("otherBytes").asLong();
                for (JsonNode state : operator.path("states")) {
                    parts += state.path("bytes").asLong();
                }
                assertThat(parts).isEqualTo(operator.path("bytes").asLong());
                sum += parts;
            }
            assertThat(sum).isPositive().isEqualTo(checkpoint.path("bytes").asLong());
        }
    }

    @Test
    void hashesAreHexAndOfOneRunAlike() throws IOException {
        Path place = InspectFixture.copy("flink-2.3-rocksdb-incremental", directory);

        JsonNode json = valid(InspectFixture.plain()
                .run(place, "--json", "--depth", "full", "--operator", "roster", "--state", "log"));

        JsonNode operators = json.path("checkpoints").path(0).path("operators");
        assertThat(operators).hasSize(1);
        JsonNode state = operators.path(0).path("states").path(0);
        assertThat(operators.path(0).path("states")).hasSize(1);
        assertThat(state.at("/scan/keys").asLong()).isEqualTo(216);
        assertThat(state.at("/scan/heaviest/0/hash").asText()).matches("[0-9a-f]{16}");
    }

    @Test
    void whatIsNotKnownIsAbsent() throws IOException {
        Path place = InspectFixture.copy("flink-1.20-hashmap", directory);

        JsonNode json = valid(InspectFixture.plain().run(place, "--json"));

        boolean seen = false;
        for (JsonNode operator : json.path("checkpoints").path(0).path("operators")) {
            assertThat(operator.has("uid")).isFalse();
            for (JsonNode state : operator.path("states")) {
                if (state.path("kind").asText().equals("map")) {
                    seen = true;
                    assertThat(state.has("bytes")).isFalse();
                    assertThat(state.has("entries")).isFalse();
                }
            }
        }
        assertThat(seen).isTrue();
    }

    @Test
    void differencesToo() throws IOException {
        Path then = InspectFixture.copy("flink-1.20-rocksdb-incremental", directory);
        Path now = InspectFixture.copy("flink-1.20-rocksdb-full", directory, InspectFixture.NOW);

        JsonNode json = valid(InspectFixture.plain().run(now, "--diff", then, "--json", "--depth", "full"));

        long sum = 0;
        for (JsonNode change : json.path("changes")) {
            sum += change.path("bytesChange").asLong();
        }
        assertThat(sum).isEqualTo(json.path("bytesChange").asLong());
        assertThat(json.at("/now/bytes").asLong() - json.at("/then/bytes").asLong())
                .isEqualTo(sum);
    }

    @Test
    void theSchemaRefusesWhatItDoesNotName() throws IOException {
        assertThat(schema().validate("{\"schemaVersion\":1,\"kind\":\"checkpoints\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    private static JsonNode valid(Result result) throws IOException {
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(schema().validate(result.out(), InputFormat.JSON, context -> context.getExecutionConfig()
                        .setFormatAssertionsEnabled(true)))
                .map(ValidationMessage::toString)
                .isEmpty();
        return JSON.readTree(result.out());
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(InspectFixture.HOME.resolve("docs/inspect.schema.json")));
    }
}
