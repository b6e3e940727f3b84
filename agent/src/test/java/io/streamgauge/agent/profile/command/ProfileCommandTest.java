package io.streamgauge.agent.profile.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** Against an agent that gives the answers of the API's description. */
class ProfileCommandTest {

    private static final String RUNNING = profile("running", "null", "");
    private static final String DONE = profile("done", "\"ctimer\"", "");
    private static final String ONE = "{\"processes\":[{\"id\":\"p1\",\"kind\":\"taskmanager\",\"host\":\"h1\"}]}";
    private static final String GRAPH =
            """
            {"version":1,"unit":"nanoseconds","total":8000000000,
             "names":["all","Count (1/2)#0","org.acme.Count.flatMap","rocksdb::Get \\u001b[31m"],
             "kinds":["thread","thread","java","rocksdb"],
             "levels":[0,1,2,3],"nameIds":[0,1,2,3],
             "values":[8000000000,8000000000,8000000000,6000000000],"selfs":[0,0,2000000000,6000000000]}""";

    @TempDir
    Path directory;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Deque<String> states = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    private static String profile(String state, String engine, String more) {
        return "{\"id\":\"x-1\",\"process\":{\"id\":\"p1\",\"kind\":\"taskmanager\",\"host\":\"h1\"},\"mode\":\"cpu\",\"state\":\""
                + state + "\",\"engine\":" + engine + ",\"notSeen\":[\"no kernel frames\"]" + more + "}";
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put("GET /api/v1/profiles", ONE);
        answers.put("POST /api/v1/profiles", RUNNING);
        answers.put("GET /api/v1/profiles/x-1/flamegraph", GRAPH);
        answers.put("GET /api/v1/profiles/x-1/download", "a file");
        states.add(RUNNING);
        states.add(DONE);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        synchronized (asked) {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body
                    + exchange.getRequestHeaders()
                            .getOrDefault("Authorization", List.of(""))
                            .get(0));
        }
        String answer = answers.get(path);
        if (path.equals("GET /api/v1/profiles/x-1")) {
            answer = states.size() > 1 ? states.remove() : states.peek();
        }
        String text = answer == null ? "{\"error\":{\"message\":\"none\"}}" : answer;
        int status = text.contains("\"error\":{\"status\":")
                ? new ObjectMapper().readTree(text).path("error").path("status").asInt()
                : 200;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("--agent", "http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        all.addAll(List.of(arguments));
        return new CommandLine(new ProfileCommand(Map.of("STREAMGAUGE_PROFILES_TOKEN", "hunter2")))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private boolean wasAsked(String what) {
        return asked.stream().anyMatch(one -> one.contains(what));
    }

    @Test
    void theBusiestThreadsAndFramesArePrinted() {
        assertThat(run("--duration", "2s")).isZero();
        assertThat(err.toString()).contains("Recording cpu of taskmanager h1 (p1) for 2 s");
        assertThat(out.toString())
                .contains("Engine: ctimer", "Not seen: no kernel frames", "8.00 s in 1 threads")
                .contains("100.0%  Count (1/2)#0")
                .contains(" 75.0%   75.0%  rocksdb::Get ?[31m")
                .contains(" 25.0%  100.0%  org.acme.Count.flatMap")
                .contains("/profiles#id=x-1");
        assertThat(wasAsked("hunter2")).isTrue();
        assertThat(asked.stream().filter(one -> one.contains("hunter2")))
                .as("the token goes to what needs it")
                .allMatch(one -> one.startsWith("POST"));
    }

    @Test
    void aSelectionIsSentAndSaved() throws IOException {
        Path file = directory.resolve("count.pb.gz");
        assertThat(run(
                        "--operator",
                        "Count & co",
                        "--subtask",
                        "1",
                        "--threads",
                        "task",
                        "--fold",
                        "--output",
                        file.toString()))
                .isZero();
        assertThat(wasAsked("\"operator\":\"Count & co\",\"subtask\":1,\"threads\":\"task\""))
                .isTrue();
        assertThat(wasAsked("download?format=pprof&operator=Count+%26+co&subtask=1&threads=task&fold=flink"))
                .isTrue();
        assertThat(Files.readString(file)).isEqualTo("a file");
        assertThat(out.toString()).contains("Saved: " + file);
    }

    @Test
    void jsonIsAllThatIsPrinted() throws IOException {
        assertThat(run("--json", "--process", "p1")).isZero();
        JsonNode told = new ObjectMapper().readTree(out.toString());
        assertThat(told.path("state").asText()).isEqualTo("done");
        assertThat(told.path("page").asText()).endsWith("/profiles#id=x-1");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void ofSeveralProcessesOneMustBeNamed() {
        answers.put(
                "GET /api/v1/profiles",
                ONE.replace("]}", ",{\"id\":\"p2\",\"kind\":\"taskmanager\",\"host\":\"h2\"}]}"));
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("2 processes are connected; name one", "--process p1", "--process p2   taskmanager h2");
        assertThat(wasAsked("POST")).isFalse();
    }

    @Test
    void withoutAProcessThereIsNone() {
        answers.put("GET /api/v1/profiles", "{\"processes\":[]}");
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("no process with a reporter is connected");
    }

    @Test
    void whoHoldsTheProfilerIsTold() {
        answers.put(
                "POST /api/v1/profiles",
                "{\"error\":{\"status\":409,\"reason\":\"busy\",\"message\":\"this process is being profiled\",\"heldBy\":\"10.0.0.7\",\"until\":\"2026-03-01T10:00:10Z\"}}");
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "streamgauge: this process is being profiled; for 10.0.0.7, until 2026-03-01T10:00:10Z");
    }

    @Test
    void whatTheAgentCallsInvalidIsBadUsage() {
        answers.put(
                "POST /api/v1/profiles",
                "{\"error\":{\"status\":400,\"reason\":\"invalid\",\"message\":\"mode: expected\"}}");
        assertThat(run("--mode", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("mode: expected");
    }

    @Test
    void aProfileThatFailsSaysWhy() {
        states.clear();
        states.add(profile("failed", "null", ",\"error\":{\"reason\":\"lost\",\"message\":\"the process went away\"}"));
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("no profile: the process went away");
    }

    @Test
    void anAgentThatIsNotThereIsNamed() {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("no agent answers at http://127.0.0.1:" + port);
    }

    @Test
    void badUsageIsSaidBeforeAnythingIsAsked() {
        assertThat(run("--duration", "soon")).isEqualTo(2);
        assertThat(run("--format", "svg", "--output", "x")).isEqualTo(2);
        assertThat(run("--format", "html")).isEqualTo(2);
        assertThat(run("--token-file", directory.resolve("none").toString())).isEqualTo(2);
        assertThat(asked).isEmpty();
    }
}
