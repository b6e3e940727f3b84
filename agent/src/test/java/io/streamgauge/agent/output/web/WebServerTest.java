package io.streamgauge.agent.output.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.streamgauge.agent.view.View;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WebServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<View> view = new AtomicReference<>(ViewSamples.full());
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebServer server = server(WebLimits.outlasting(Duration.ofSeconds(15)));
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = started(server);
    }

    private WebServer server(WebLimits limits) {
        return new WebServer(
                vertx, new WebSettings("127.0.0.1", 0), limits, new HttpServerOptions(), view::get, router -> {
                    router.get("/fails").handler(context -> {
                        throw new IllegalStateException("secret detail");
                    });
                    new RecordingRoutes(vertx, List::of).mount(router);
                });
    }

    private static int started(WebServer server) throws Exception {
        return server.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "states", "checkpoints", "findings", "processes", "sources"})
    void everyAnswerKeepsToTheOpenApiDescription(String resource) throws Exception {
        for (View shown : List.of(ViewSamples.full(), ViewSamples.nothingKnown(), View.empty(Instant.EPOCH))) {
            view.set(shown);
            assertThat(violations(resource, get("/api/v1/" + resource).body()))
                    .as("%s", shown)
                    .isEmpty();
        }
    }

    @Test
    void theDescriptionNamesEveryResourceAndNoOther() throws Exception {
        List<String> paths = new ArrayList<>();
        openApi().path("paths").fieldNames().forEachRemaining(paths::add);
        // Profiles are mounted beside the server and have a test of their own.
        paths.removeIf(path -> path.startsWith("/api/v1/profiles"));
        for (String path : paths) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(paths).hasSize(7);
    }

    @Test
    void statesAreSummedOverSubtasks() throws Exception {
        JsonNode history = state("history");
        assertThat(history.path("keys").asLong()).isEqualTo(12);
        assertThat(history.path("sstBytes").asLong()).isEqualTo(300);
        assertThat(history.path("verdict").asText()).isEqualTo("suspect");
        assertThat(state("small").path("verdict").isNull()).isTrue();
    }

    @Test
    void statesComeLargestFirst() throws Exception {
        List<Long> bytes = new ArrayList<>();
        for (JsonNode state : json("/api/v1/states").path("states")) {
            JsonNode stored = state.path("checkpoint").path("bytes");
            bytes.add(
                    stored.isNumber() ? stored.asLong() : state.path("sstBytes").asLong() * 2);
        }
        assertThat(bytes).hasSizeGreaterThan(5).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void aStateHasWhatItsCheckpointHoldsUnderTheNameOfTheRunningJob() throws Exception {
        JsonNode history = state("history");
        assertThat(history.path("operator").path("name").asText()).isEqualTo(ViewSamples.OPERATOR.name());
        JsonNode checkpoint = history.path("checkpoint");
        assertThat(checkpoint.path("bytes").asLong()).isPositive();
        assertThat(checkpoint.path("entries").asLong()).isPositive();
        assertThat(checkpoint.path("subtasks").size()).isPositive();
        assertThat(checkpoint.path("notRead").get(0).path("why").asText()).isEqualTo("a file is damaged");
        assertThat(state("small").path("checkpoint").isNull())
                .as("not in the checkpoint")
                .isTrue();
    }

    private JsonNode state(String name) throws Exception {
        for (JsonNode state : json("/api/v1/states").path("states")) {
            if (state.path("state").asText().equals(name)) {
                return state;
            }
        }
        throw new AssertionError("no state " + name);
    }

    @Test
    void whatIsNotKnownIsNull() throws Exception {
        view.set(ViewSamples.nothingKnown());
        JsonNode state = json("/api/v1/states").path("states").get(0);
        assertThat(state.path("keys").isNull()).isTrue();
        assertThat(state.path("sstBytes").isNull()).isTrue();
        assertThat(json("/api/v1/jobs").path("jobs").get(0).path("tasksRunning").isNull())
                .isTrue();
    }

    @Test
    void oneJobCanBeChosenByIdOrName() throws Exception {
        assertThat(json("/api/v1/findings?job=" + ViewSamples.JOB.id()).path("findings"))
                .hasSize(1);
        assertThat(json("/api/v1/findings?job=support%20%3Cdesk%3E").path("findings"))
                .hasSize(1);
        assertThat(json("/api/v1/findings?job=other").path("findings")).isEmpty();
    }

    @Test
    void readyWhenEverySourceHasAnswered() throws Exception {
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
        assertThat(get("/-/ready").statusCode()).isEqualTo(200);
        view.set(ViewSamples.nothingKnown());
        assertThat(get("/-/ready").statusCode()).isEqualTo(503);
        assertThat(get("/-/ready").body()).isEqualTo("waiting for: reporter\n");
        view.set(View.empty(Instant.EPOCH));
        assertThat(get("/-/ready").body()).isEqualTo("waiting for: first tick\n");
    }

    @Test
    void errorsHaveOneShapeAndNoDetails() throws Exception {
        assertThat(get("/api/v1/nothing").body())
                .isEqualTo("{\"error\":{\"status\":404,\"message\":\"no such resource; see /api/v1/openapi.json\"}}");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        HttpResponse<String> failed = get("/fails");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("secret").contains("internal error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page.js", "/-/healthy", "/-/ready", "/api/v1/jobs", "/api/v1/openapi.json"})
    void whatIsReadWithGetIsAskedForWithHeadAndNothingElse(String path) throws Exception {
        HttpResponse<String> got = get(path);
        HttpResponse<String> head = send("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(got.statusCode());
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-type"))
                .isEqualTo(got.headers().firstValue("content-type"));
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
            HttpResponse<String> refused = send(method, path);
            assertThat(refused.statusCode()).as(method).isEqualTo(405);
            assertThat(refused.headers().firstValue("allow")).contains("GET, HEAD");
        }
    }

    @Test
    void onlyThePageMayBeKept() throws Exception {
        for (String path : List.of("/-/ready", "/api/v1/jobs", "/api/v1/nothing", "/nothing", "/fails")) {
            assertThat(get(path).headers().firstValue("cache-control")).as(path).contains("no-store");
        }
        assertThat(get("/page.js").headers().allValues("cache-control")).containsExactly("no-cache");
    }

    /** What the JDK's client would not send. */
    @ParameterizedTest
    @ValueSource(
            strings = {"GET /api/v1/jobs?job=%zz HTTP/1.1\r\nHost: x", "GET /%zz HTTP/1.1\r\nHost: x", "GET / HTTP/1.1"
            })
    void aRequestThatIsNotValidIsNoErrorOfOurs(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void aConnectionWhoseRequestNeverEndsIsClosedAndOneThatAskedIsKept() throws Exception {
        int impatient = started(server(new WebLimits(Duration.ofSeconds(1), Duration.ofMinutes(1))));
        try (Socket quick = new Socket(InetAddress.getLoopbackAddress(), impatient);
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), impatient)) {
            slow.setSoTimeout(20_000);
            quick.setSoTimeout(20_000);
            byte[] request = "GET /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            quick.getOutputStream().write(request);
            assertThat(quick.getInputStream().read()).isEqualTo('H');
            slow.getOutputStream().write("GET / HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));

            assertThat(slow.getInputStream().read()).as("closed").isEqualTo(-1);

            // Older than the one that was closed.
            quick.getOutputStream().write(request);
            String answers = "";
            while (!answers.endsWith("healthy\n") || answers.indexOf("HTTP/1.1 200") < 0) {
                int next = quick.getInputStream().read();
                assertThat(next).as("after: %s", answers).isNotEqualTo(-1);
                answers += (char) next;
            }
        }
    }

    @Test
    void thePageLoadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'self'"));
        assertThat(page.body()).contains("<title>Streamgauge</title>").doesNotContain("://");
        assertThat(get("/page.js").statusCode()).isEqualTo(200);
        assertThat(get("/page.css").statusCode()).isEqualTo(200);
    }

    private List<String> violations(String resource, String body) throws IOException, InterruptedException {
        JsonNode description = openApi();
        // The answer's schema, with the components it refers to beside it.
        var schema = (com.fasterxml.jackson.databind.node.ObjectNode) description
                .at("/paths/~1api~1v1~1" + resource + "/get/responses/200/content/application~1json/schema")
                .deepCopy();
        schema.set("components", description.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(body, InputFormat.JSON, context -> context.getExecutionConfig()
                        .setFormatAssertionsEnabled(true))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private JsonNode openApi() throws IOException, InterruptedException {
        return json("/api/v1/openapi.json");
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    @Test
    void theProfilesPageIsAClosedListOfFilesThatLoadNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("/profiles");
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).doesNotContain("://").doesNotContain("<style").doesNotContain("onclick");
        for (String script : ProfilePageRoutes.SCRIPTS) {
            HttpResponse<String> file = get("/profiles/" + script + ".js");
            assertThat(file.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
            assertThat(file.body()).doesNotContain("://").doesNotContain("innerHTML");
        }
        assertThat(get("/profiles/profiles.css").statusCode()).isEqualTo(200);
        assertThat(get("/profiles/other.js").statusCode()).isEqualTo(404);
        assertThat(get("/profiles/..%2fopenapi.json").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
