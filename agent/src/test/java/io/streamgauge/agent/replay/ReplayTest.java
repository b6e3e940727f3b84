package io.streamgauge.agent.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.agent.analysis.leak.life.LifeSimulation;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.output.web.FindingJson;
import io.streamgauge.agent.output.web.RecordingRoutes;
import io.streamgauge.agent.recording.ObservationWriter;
import io.streamgauge.agent.recording.Recorder;
import io.streamgauge.agent.recording.RecordingReader;
import io.streamgauge.agent.recording.RecordingSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** What was recorded is judged as it was when it was seen, through the commands that people use. */
class ReplayTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final LifeSimulation leak = new LifeSimulation(7);

    private Path recording(List<Observation> observations) throws IOException {
        StringBuilder lines = new StringBuilder(RecordingReader.header()).append('\n');
        for (Observation observation : observations) {
            lines.append(new String(ObservationWriter.line(observation), StandardCharsets.UTF_8))
                    .append('\n');
        }
        return Files.writeString(directory.resolve("recording.jsonl"), lines);
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private int replay(Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(more));
        return run(new ReplayCommand(), arguments.toArray(String[]::new));
    }

    @Test
    void findsWhatWasFoundWhenItWasSeen() throws IOException {
        List<Finding> live = leak.run(8).judge();

        assertThat(replay(recording(leak.observations()), "--json")).isZero();

        JsonNode result = JSON.readTree(out.toString());
        assertThat(result.path("findings")).hasSize(1);
        JsonNode found = result.path("findings").get(0);
        JsonNode expected = JSON.readTree(FindingJson.of(live.get(0)).encode());
        for (String field :
                List.of("id", "verdict", "job", "operator", "state", "cause", "causes", "forecast", "fix")) {
            assertThat(found.path(field)).as(field).isEqualTo(expected.path(field));
        }
        assertThat(found.path("verdict").asText()).isEqualTo("confirmed");
        List<String> verdicts = new ArrayList<>();
        result.path("changes")
                .forEach(change ->
                        verdicts.add(change.path("finding").path("verdict").asText()));
        assertThat(verdicts).containsSubsequence("incomplete", "suspect", "confirmed");
    }

    @Test
    void tellsAPersonWhatChangedAndWhy() throws IOException {
        assertThat(replay(recording(leak.run(8).observations()))).isZero();

        assertThat(out.toString())
                .contains("96 checkpoints of 1 jobs, 2026-03-01T02:00:00Z to")
                .contains("suspect  Orders/orders (never-cleared)  of shop")
                .contains("confirmed  Orders/orders  of shop, since")
                .contains("cause: never-cleared 90 %")
                .contains("fix: ");
    }

    @Test
    void otherSettingsAreComparedWithThoseInForce() throws IOException {
        Path file = recording(leak.run(8).observations());

        assertThat(replay(file, "--set", "analysis.leak.lives.confirm-after=20d", "--compare"))
                .isZero();

        assertThat(out.toString())
                .contains("* Orders/orders")
                .containsPattern("confirmed \\(never-cleared\\) +since .*, suspect \\(never-cleared\\)")
                .contains("1 of 1 states that were raised differ.");
    }

    @Test
    void aDeployGoesOnFromTheJobThatItWasRestoredFrom() throws IOException {
        List<Observation> observations = leak.run(8).observations();
        List<Observation> deployed = new ArrayList<>(observations.subList(0, 30));
        for (Observation each : observations.subList(30, observations.size())) {
            deployed.add(new Observation(
                    new JobRef("job-2", "shop"),
                    each.at(),
                    each.checkpointId(),
                    observations.get(29).at(),
                    30L,
                    each.cost(),
                    each.operators(),
                    each.notAssessed()));
        }

        assertThat(replay(recording(deployed), "--json")).isZero();

        JsonNode findings = JSON.readTree(out.toString()).path("findings");
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).path("verdict").asText()).isEqualTo("confirmed");
        assertThat(findings.get(0).path("job").path("id").asText()).isEqualTo("job-2");
    }

    @Test
    void aLineThatWasCutOffIsTold() throws IOException {
        Path file = recording(leak.run(3).observations());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));

        assertThat(replay(file)).isZero();
        assertThat(out.toString()).contains("35 checkpoints", "The last line was cut off");
    }

    @Test
    void refusesWhatItCannotUse() throws IOException {
        assertThat(replay(directory.resolve("none.jsonl"))).isEqualTo(1);
        assertThat(err.toString()).contains("none.jsonl: no such file");

        Path html = Files.writeString(directory.resolve("page.html"), "<html>\n");
        assertThat(replay(html)).isEqualTo(1);
        assertThat(err.toString()).contains("page.html:1: found no JSON");

        Path good = recording(leak.run(1).observations());
        assertThat(replay(good, "--set", "tick=1s")).isEqualTo(2);
        assertThat(replay(good, "--compare")).isEqualTo(2);
        assertThat(replay(good, "--set", "analysis.leak.lives.suspect-after=never"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("expected a key that begins with analysis.leak.")
                .contains("--compare needs --set")
                .contains("found \"never\", expected a duration");
    }

    @Test
    void hostileNamesDoNotReachTheTerminal() throws IOException {
        List<Observation> hostile = new ArrayList<>();
        for (Observation each : leak.run(8).observations()) {
            hostile.add(new Observation(
                    new JobRef("job", "\u001b[2Jshop\u202e"),
                    each.at(),
                    each.checkpointId(),
                    each.runningSince(),
                    null,
                    each.cost(),
                    each.operators(),
                    List.of()));
        }
        assertThat(replay(recording(hostile))).isZero();
        assertThat(out.toString()).contains("?[2Jshop?").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void whatAnAgentKeptIsFetchedAndJudged() throws Exception {
        Vertx vertx = Vertx.vertx();
        RecordingSettings settings = new RecordingSettings(directory.resolve("kept"), 64 << 20);
        try (Recorder recorder = new Recorder(settings)) {
            leak.run(5).observations().forEach(recorder::record);
        }
        try (Recorder recorder = new Recorder(settings)) {
            Router router = Router.router(vertx);
            new RecordingRoutes(vertx, recorder::files).mount(router);
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            String agent = "http://127.0.0.1:" + server.actualPort();
            Path file = directory.resolve("fetched.jsonl");

            assertThat(run(new RecordCommand(), "--agent", agent, "--job", "shop", "--output", file.toString()))
                    .isZero();
            assertThat(out.toString()).contains("60 checkpoints written to " + file);
            assertThat(replay(file)).isZero();
            assertThat(out.toString()).contains("suspect  Orders/orders  of shop");

            assertThat(run(new RecordCommand(), "--agent", agent, "--output", file.toString()))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("is there already");
            assertThat(run(new RecordCommand(), "--agent", agent, "--job", "other", "--output", file + "2"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("the agent has recorded nothing of other");
            assertThat(Path.of(file + "2")).doesNotExist();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void withoutAnAgentThereItSaysSo() {
        assertThat(run(new RecordCommand(), "--agent", "http://127.0.0.1:1", "--output", directory + "/x"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("http://127.0.0.1:1: no agent answers there");
        assertThat(run(new RecordCommand(), "--agent", "localhost:9610")).isEqualTo(2);
    }
}
