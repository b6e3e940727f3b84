package io.streamgauge.agent.output.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamgauge.agent.profile.format.FrameGraph;
import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.ProfileBuilder;
import io.streamgauge.agent.profile.model.ProfileUnit;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The flame graph page in a headless Chromium. The files are the agent's own; the profiles are made up here. */
class ProfilePageIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOSTILE =
            "</script><img src=x onerror=\"hacked=1\">'\"\n\u2028<script>hacked=1</script>";
    private static final String SHOWN = "document.getElementById('status').textContent.endsWith(' frames')"
            + " && document.getElementById('canvas').dataset.drawn > 0";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final WebServer server = new WebServer(
            vertx,
            new WebSettings("127.0.0.1", 0),
            WebLimits.outlasting(Duration.ofSeconds(15)),
            new HttpServerOptions(),
            ViewSamples::full,
            ProfilePageIT::profiles);
    private Browser browser;
    private String page;

    @BeforeEach
    void start() throws Exception {
        int port = server.start().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        page = "http://127.0.0.1:" + port + "/profiles";
        browser = Browser.start(directory.resolve("chromium"));
    }

    @AfterEach
    void stop() throws Exception {
        browser.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aLinkCarriesTheSearchAndItsShareIsTold() throws Exception {
        open("#id=small&search=ROCKS");
        browser.await("document.getElementById('matches').textContent !== ''");
        assertThat(text("matches")).isEqualTo("60.0 % in 1 frames");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void aClickZoomsTheAddressTellsItAndBackUndoesIt() throws Exception {
        open("#id=small");
        JsonNode box = browser.evaluate(
                "(({left, top}) => ({left, top}))(document.getElementById('canvas').getBoundingClientRect())");
        browser.click(box.path("left").asDouble() + 5, box.path("top").asDouble() + 27);
        browser.await("location.hash.includes('frame=1')");
        assertThat(text("told")).startsWith("count (1/2)#0 · 100.0 %");
        browser.evaluate("history.back()");
        browser.await(
                "!location.hash.includes('frame=') && document.getElementById('told').textContent.startsWith('all')");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void keysWalkTheGraphAndEscapeShowsAll() throws Exception {
        open("#id=small");
        browser.evaluate("document.getElementById('graph').focus()");
        for (int i = 0; i < 3; i++) {
            browser.press("ArrowDown");
        }
        browser.await("document.getElementById('told').textContent.startsWith('rocksdb::Get')");
        browser.press("ArrowLeft");
        browser.await("document.getElementById('told').textContent.startsWith('com.example.User.map')");
        browser.press("Escape");
        browser.await("document.getElementById('told').textContent.startsWith('all')");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void theTableOfWhatGrewComparesShares() throws Exception {
        open("#id=small&baseline=before");
        assertThat(browser.evaluate("[...document.querySelectorAll('#frames tbody tr')].map((row) =>"
                                + " [...row.cells].map((cell) => cell.textContent).join('|')).join('\\n')")
                        .asText()
                        .lines())
                .contains("60.0 %|60.0 %|+40.0 points|rocksdb::Get", "40.0 %|40.0 %|-40.0 points|com.example.User.map");
        browser.evaluate("document.querySelector('#frames button[data-column=self]').click()");
        browser.await("location.hash.includes('sort=self')");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void downloadsKeepTheSelection() throws Exception {
        open("#id=small&operator=count&fold=flink");
        assertThat(browser.evaluate("document.querySelector('a[data-format=pprof]').getAttribute('href')")
                        .asText())
                .isEqualTo("api/v1/profiles/small/download?operator=count&fold=flink&format=pprof");
    }

    @Test
    void whoHoldsTheProfilerIsTold() throws Exception {
        open("#id=small");
        browser.evaluate("document.getElementById('take').click()");
        browser.await("document.getElementById('progress').textContent.startsWith('No profile')");
        assertThat(text("progress")).startsWith("No profile: busy, held by alice, until ");
    }

    @Test
    void hostileNamesAreTextAndNothingElse() throws Exception {
        open("#id=hostile&search=script");
        browser.await("document.querySelectorAll('#frames tbody tr').length > 0");
        assertThat(browser.evaluate("typeof hacked").asText()).isEqualTo("undefined");
        assertThat(browser.evaluate("document.querySelectorAll('img, script:not([src])').length")
                        .asInt())
                .isZero();
        assertThat(browser.evaluate("[...document.querySelectorAll('#frames .frame')].map((b) => b.textContent)")
                        .toString())
                .contains("onerror=");
        assertThat(browser.problems()).isEmpty();
    }

    @Test
    void ofAHundredThousandFramesOnlyThoseOfHalfAPixelAreDrawn() throws Exception {
        open("#id=large");
        assertThat(text("status")).isEqualTo("101,002 frames");
        int most = browser.evaluate("document.getElementById('canvas').clientWidth * 2 * 4")
                .asInt();
        assertThat(browser.evaluate("Number(document.getElementById('canvas').dataset.drawn)")
                        .asInt())
                .isBetween(3, most);
        assertThat(browser.evaluate("document.querySelectorAll('#frames tbody tr').length")
                        .asInt())
                .isEqualTo(100);
    }

    @Test
    void thePageAsksTheAgentOnly() throws Exception {
        open("#id=small");
        String agent = page.substring(0, page.length() - "profiles".length());
        assertThat(browser.requests()).hasSizeGreaterThan(10).allMatch(asked -> asked.startsWith(agent));
    }

    private void open(String selection) throws Exception {
        browser.open(page + selection);
        browser.await(SHOWN);
    }

    private String text(String id) throws Exception {
        return browser.evaluate("document.getElementById('" + id + "').textContent")
                .asText();
    }

    private static void profiles(Router router) {
        ObjectNode process = JSON.createObjectNode()
                .put("id", "tm-1")
                .put("kind", "taskmanager")
                .put("host", "h1");
        ObjectNode list = JSON.createObjectNode();
        list.putArray("profiles");
        list.putArray("processes").add(process);
        WebServer.read(router, "/api/v1/profiles")
                .handler(context -> json(context, 200, list.toString().getBytes(StandardCharsets.UTF_8)));
        router.post("/api/v1/profiles")
                .handler(context -> json(
                        context,
                        409,
                        "{\"error\":{\"status\":409,\"message\":\"busy\",\"heldBy\":\"alice\",\"until\":\"2026-11-26T10:00:00Z\"}}"
                                .getBytes(StandardCharsets.UTF_8)));
        WebServer.read(router, "/api/v1/profiles/:id/flamegraph").handler(ProfilePageIT::graph);
    }

    private static void graph(RoutingContext context) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if ("before".equals(context.request().getParam("baseline"))) {
                FrameGraph.writeDiff(small(60, 40), small(10, 40), out);
            } else {
                FrameGraph.write(named(context.pathParam("id")), out);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        json(context, 200, out.toByteArray());
    }

    private static Profile named(String id) {
        return switch (id) {
            case "large" -> large();
            case "hostile" -> new ProfileBuilder(ProfileUnit.SAMPLES)
                    .add(HOSTILE, List.of(new Frame(HOSTILE, FrameKind.NATIVE)), 3)
                    .build();
            default -> small(60, 40);
        };
    }

    private static Profile small(long rocks, long user) {
        Frame flink = new Frame("org.apache.flink.StreamTask.run", FrameKind.JAVA);
        return new ProfileBuilder(ProfileUnit.NANOSECONDS)
                .add("count (1/2)#0", List.of(flink, new Frame("rocksdb::Get", FrameKind.ROCKSDB)), rocks)
                .add("count (1/2)#0", List.of(flink, new Frame("com.example.User.map", FrameKind.JAVA)), user)
                .build();
    }

    /** The root, a thread, a thousand frames and a hundred below each of them. */
    private static Profile large() {
        ProfileBuilder large = new ProfileBuilder(ProfileUnit.SAMPLES);
        for (int i = 0; i < 1000; i++) {
            for (int k = 0; k < 100; k++) {
                large.add(
                        "thread",
                        List.of(new Frame("f" + i, FrameKind.JAVA), new Frame("g" + i + "." + k, FrameKind.JAVA)),
                        1 + k);
            }
        }
        return large.build();
    }

    private static void json(RoutingContext context, int status, byte[] body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(body));
    }
}
