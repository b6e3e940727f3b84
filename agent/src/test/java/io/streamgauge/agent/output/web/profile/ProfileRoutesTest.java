package io.streamgauge.agent.output.web.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.streamgauge.agent.fact.CheckpointFacts;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.RestartFacts;
import io.streamgauge.agent.fact.SubtaskFacts;
import io.streamgauge.agent.fact.VertexFacts;
import io.streamgauge.agent.output.web.WebLimits;
import io.streamgauge.agent.output.web.WebServer;
import io.streamgauge.agent.output.web.WebSettings;
import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.jfr.JfrSamples;
import io.streamgauge.agent.profile.service.FakeProfiler;
import io.streamgauge.agent.profile.service.ProfileSettings;
import io.streamgauge.agent.profile.service.Profiles;
import io.streamgauge.agent.profile.store.ProfileStore;
import io.streamgauge.agent.view.View;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The routes with a profiler that records when told to; requests are written by hand, since clients choose some headers themselves. */
class ProfileRoutesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)> (1/2)#0";
    private static final String CPU = "{\"process\":\"p1\",\"mode\":\"cpu\",\"durationSeconds\":10}";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final FakeProfiler profiler = new FakeProfiler();
    private WebServer server;
    private int port;

    @BeforeEach
    void open() throws Exception {
        serve(settings(true, null));
    }

    private static ProfileSettings settings(boolean enabled, @Nullable String token) {
        return new ProfileSettings(enabled, token, Duration.ofSeconds(60), 3, 1 << 20, Duration.ofDays(1), false);
    }

    private void serve(ProfileSettings settings) throws Exception {
        ProfileStore store = ProfileStore.open(directory, settings.diskBudget(), settings.retention());
        Profiles profiles = new Profiles(profiler, store, settings, Runnable::run, now::get);
        server = new WebServer(
                vertx,
                new WebSettings("127.0.0.1", 0),
                WebLimits.outlasting(Duration.ofSeconds(15)),
                new HttpServerOptions(),
                ProfileRoutesTest::view,
                router -> new ProfileRoutes(vertx, profiles, ProfileRoutesTest::view).mount(router));
        port = server.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static View view() {
        JobFacts job = new JobFacts(
                new JobRef("a".repeat(32), "orders"),
                "RUNNING",
                null,
                null,
                null,
                new RestartFacts(null, null),
                CheckpointFacts.unknown(),
                List.of(new VertexFacts(
                        "v1",
                        "Count -> Sink: out",
                        2,
                        List.of(
                                new SubtaskFacts(0, 0, "p1", null, null, null),
                                new SubtaskFacts(1, 0, "p2", null, null, null)))),
                List.of(new OperatorFacts(
                        new OperatorRef("b".repeat(32), "count-uid", "Count"), "v1", null, null, null, null, null)),
                List.of(),
                List.of());
        return new View(new Facts(START, List.of(job), List.of(), List.of()), List.of(), Map.of(), List.of());
    }

    /** Head and body of an answer. */
    private static final class Response {

        private final String head;
        private final byte[] body;

        Response(String head, byte[] body) {
            this.head = head;
            this.body = body;
        }

        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        String head() {
            return head;
        }

        byte[] body() {
            return body;
        }

        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String reason() throws IOException {
            return json().path("error").path("reason").asText();
        }
    }

    private Response ask(String request, String body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(request + " HTTP/1.1\r\nConnection: close\r\n");
        if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: localhost:").append(port).append("\r\n");
        }
        if (!body.isEmpty()) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
            byte[] all = socket.getInputStream().readAllBytes();
            String text = new String(all, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            return new Response(text.substring(0, end), Arrays.copyOfRange(all, end + 4, all.length));
        }
    }

    private Response get(String path) throws IOException {
        return ask("GET /api/v1/profiles" + path, "");
    }

    private Response post(String body, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Type: application/json";
        return ask("POST /api/v1/profiles", body, all);
    }

    /** Of a task with a hostile name; returns its id. */
    private String taken(int samples) throws IOException {
        String id = post(CPU).json().path("id").asText();
        profiler.answer().complete(profiler.recording(JfrSamples.of(HOSTILE, samples), START));
        return id;
    }

    @Test
    void aProfileIsTakenAndShown() throws Exception {
        Response running = post(CPU);
        assertThat(running.status()).isEqualTo(202);
        assertThat(running.json().path("state").asText()).isEqualTo("running");
        assertThat(get("").json().path("processes").get(0).path("heldBy").asText())
                .isEqualTo("127.0.0.1");
        profiler.answer().complete(profiler.recording(JfrSamples.of("Count -> Sink: out (1/2)#0", 4), START));
        JsonNode done = get("/" + running.json().path("id").asText()).json();
        assertThat(done.path("state").asText()).isEqualTo("done");
        assertThat(done.path("engine").asText()).isEqualTo("ctimer");
        String graph = "/" + done.path("id").asText() + "/flamegraph";
        assertThat(get(graph).json().path("total").asLong()).isEqualTo(40_000_000);
        assertThat(get(graph + "?operator=count-uid&subtask=0&threads=task")
                        .json()
                        .path("total")
                        .asLong())
                .as("an operator by its uid")
                .isEqualTo(40_000_000);
        assertThat(get(graph + "?operator=Count&subtask=1").json().path("total").asLong())
                .isZero();
        assertThat(get(graph + "?operator=Other").json().path("total").asLong()).isZero();
    }

    @Test
    void theProcessFollowsFromTheSubtask() throws Exception {
        post("{\"operator\":\"Count\",\"subtask\":1,\"mode\":\"alloc\"}");
        assertThat(profiler.requests.get(0).processId()).isEqualTo("p2");
        assertThat(profiler.requests.get(0).mode()).isEqualTo(ProfileMode.ALLOC);
        post("{\"job\":\"orders\",\"subtask\":0}");
        assertThat(profiler.requests.get(1).processId()).isEqualTo("p1");
        assertThat(post("{\"operator\":\"Nobody\"}").status()).isEqualTo(400);
    }

    @Test
    void everyAnswerKeepsToTheOpenApiDescription() throws Exception {
        JsonNode api = JSON.readTree(ask("GET /api/v1/openapi.json", "").body());
        assertThat(violations(api, "/api/v1/profiles", "get", "200", get("").text()))
                .isEmpty();
        String id = taken(2);
        post(CPU);
        profiler.answer()
                .completeExceptionally(
                        new ProfileRefusedException(ProfileRefusedException.Reason.LOST, "the process went away"));
        Response running = post(CPU);
        assertThat(violations(api, "/api/v1/profiles", "post", "202", running.text()))
                .isEmpty();
        assertThat(violations(
                        api, "/api/v1/profiles", "post", "default", post(CPU).text()))
                .isEmpty();
        assertThat(violations(api, "/api/v1/profiles", "get", "200", get("").text()))
                .isEmpty();
        assertThat(violations(
                        api,
                        "/api/v1/profiles/{id}",
                        "get",
                        "200",
                        get("/" + id).text()))
                .isEmpty();
        assertThat(violations(
                        api,
                        "/api/v1/profiles/{id}",
                        "get",
                        "default",
                        get("/none").text()))
                .isEmpty();
        for (String query : List.of("", "?baselineSubtask=1")) {
            String graph = get("/" + id + "/flamegraph" + query).text();
            assertThat(violations(api, "/api/v1/profiles/{id}/flamegraph", "get", "200", graph))
                    .isEmpty();
        }
    }

    private static List<String> violations(JsonNode api, String path, String method, String status, String answer) {
        JsonNode schema = api.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(status)
                .path("content")
                .path("application/json")
                .path("schema");
        assertThat(schema.isMissingNode()).as("%s %s %s", method, path, status).isFalse();
        var document = (ObjectNode) schema.deepCopy();
        document.set("components", api.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(document)
                .validate(answer, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void windowsAreMergedAndCompared() throws Exception {
        taken(2);
        taken(3);
        String window = "/flamegraph?process=p1&mode=cpu&from=2026-03-01T09:00:00Z&to=2026-03-01T11:00:00Z";
        assertThat(get(window).json().path("total").asLong()).isEqualTo(50_000_000);
        assertThat(get(window + "&baselineFrom=2026-03-01T09:00:00Z&baselineTo=2026-03-01T11:00:00Z")
                        .json()
                        .path("baselineTotal")
                        .asLong())
                .isEqualTo(50_000_000);
        assertThat(get(window.replace("mode=cpu", "mode=wall")).status()).isEqualTo(404);
        assertThat(get(window.replace("2026-03-01T09:00:00Z", "yesterday")).status())
                .isEqualTo(400);
    }

    @Test
    void oneProfileIsComparedWithAnother() throws Exception {
        String before = taken(2);
        JsonNode graph = get("/" + taken(5) + "/flamegraph?baseline=" + before).json();
        assertThat(graph.path("total").asLong()).isEqualTo(50_000_000);
        assertThat(graph.path("baselineTotal").asLong()).isEqualTo(20_000_000);
    }

    @Test
    void downloadsCarryEveryFormat() throws Exception {
        String download = "/" + taken(2) + "/download?format=";
        assertThat(get(download + "collapsed").text())
                .isEqualTo(HOSTILE + ";org.acme.Job.run;org.acme.Count.flatMap 20000000\n");
        assertThat(get(download + "jfr").body()).isEqualTo(JfrSamples.of(HOSTILE, 2));
        Response pprof = get(download + "pprof");
        assertThat(pprof.head()).contains(".pb.gz\"");
        assertThat(pprof.body()).startsWith(0x1f, 0x8b);
        assertThat(get(download + "exe").status()).isEqualTo(400);
    }

    @Test
    void thePageThatIsDownloadedIsConfinedAndNamesStayText() throws Exception {
        Response page = get("/" + taken(2) + "/download?format=html");
        assertThat(page.head()).contains("Content-Security-Policy: sandbox allow-scripts; default-src 'none'");
        assertThat(page.head()).contains("X-Content-Type-Options: nosniff");
        assertThat(page.head()).contains("attachment");
        assertThat(page.text()).contains("org.acme.Count.flatMap").doesNotContain("<img");
    }

    @Test
    void withATokenNobodyIsLetInWithoutIt() throws Exception {
        serve(settings(true, "hunter2"));
        assertThat(get("").json().path("tokenRequired").asBoolean()).isTrue();
        for (String header : List.of("X: y", "Authorization: Bearer hunter3", "Authorization: Basic hunter2")) {
            Response refused = post(CPU, header);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.reason()).isEqualTo("unauthorized");
            assertThat(refused.text()).doesNotContain("hunter2");
        }
        assertThat(profiler.requests).isEmpty();
        assertThat(post(CPU, "Authorization: Bearer hunter2").status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: attacker.example:9610",
                "Origin: https://attacker.example",
                "Origin: null",
                "X-Forwarded-For: 203.0.113.7",
                "Forwarded: for=203.0.113.7",
            })
    void withoutATokenOnlyWhoAsksFromThisMachineItselfIsLetIn(String header) throws Exception {
        Response refused = post(CPU, header);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.reason()).isEqualTo("unauthorized");
        assertThat(profiler.requests).isEmpty();
    }

    @Test
    void theAgentsOwnPageMay() throws Exception {
        assertThat(post(CPU, "Origin: http://localhost:" + port).status()).isEqualTo(202);
    }

    @Test
    void aFormOfAnotherPageCannotAsk() throws Exception {
        assertThat(ask("POST /api/v1/profiles", CPU, "Content-Type: text/plain").status())
                .isEqualTo(400);
        assertThat(profiler.requests).isEmpty();
    }

    @Test
    void whatIsOffStaysOff() throws Exception {
        serve(settings(false, null));
        assertThat(post(CPU).status()).isEqualTo(403);
        assertThat(get("").json().path("enabled").asBoolean()).isFalse();
        assertThat(profiler.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"mode\":\"cpu\"",
                "{\"process\":\"p1\",\"mode\":\"trace=java.lang.String.length\"}",
                "{\"process\":\"p1\",\"mode\":\"cpu,file=/etc/passwd\"}",
                "{\"process\":\"p1\",\"file\":\"/etc/passwd\"}",
                "{\"process\":\"p1\",\"durationSeconds\":61}",
                "{\"process\":\"p1\",\"durationSeconds\":0}",
                "{\"process\":\"p1\",\"durationSeconds\":\"10,file=x\"}",
                "{\"process\":\"p1\",\"durationSeconds\":10.5}",
                "{\"process\":\"p1\",\"intervalMillis\":3}",
                "{\"process\":\"p1\",\"intervalMillis\":1001}",
                "{\"process\":\"p1\",\"subtask\":-1}",
                "{\"process\":\"p1\",\"threads\":\"all\"}",
                "{\"process\":7}",
                "{\"process\":\"p1\",\"job\":\"orders\"}",
            })
    void whatIsNotInTheClosedSetIsRefused(String body) throws Exception {
        Response refused = post(body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("invalid");
        assertThat(profiler.requests).isEmpty();
    }

    @Test
    void aLargeBodyIsRefused() throws Exception {
        assertThat(post("{\"process\":\"" + "x".repeat(100_000) + "\"}").status())
                .isIn(400, 413);
        assertThat(profiler.requests).isEmpty();
    }

    @Test
    void whoHoldsTheProcessIsTold() throws Exception {
        post(CPU);
        Response busy = post(CPU);
        assertThat(busy.status()).isEqualTo(409);
        assertThat(busy.reason()).isEqualTo("busy");
        assertThat(busy.json().path("error").path("heldBy").asText()).isEqualTo("127.0.0.1");
        assertThat(busy.json().path("error").path("until").asText()).isEqualTo("2026-03-01T10:00:10Z");
    }

    @Test
    void soManyAnHour() throws Exception {
        for (int i = 0; i < 3; i++) {
            taken(1);
        }
        Response limit = post(CPU);
        assertThat(limit.status()).isEqualTo(429);
        assertThat(limit.reason()).isEqualTo("limit");
    }

    @Test
    void whatIsNotConnectedIsTold() throws Exception {
        assertThat(post("{\"process\":\"gone\"}").status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"subtask=-1", "subtask=x", "threads=all", "fold=java", "subtask=99999999999"})
    void selectionsThatDoNotExistAreRefused(String selection) throws Exception {
        assertThat(get("/" + taken(1) + "/flamegraph?" + selection).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..%2f..%2fetc", "/none", "/none/flamegraph", "/none/download?format=jfr", "/%00"})
    void idsThatDoNotExistAreNotFound(String path) throws Exception {
        assertThat(get(path).status()).isIn(400, 404);
    }

    @Test
    void anotherMethodIsToldWhichAreTaken() throws Exception {
        HttpResponse<Void> refused = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/profiles"))
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("allow")).contains("GET, HEAD, POST");
    }
}
