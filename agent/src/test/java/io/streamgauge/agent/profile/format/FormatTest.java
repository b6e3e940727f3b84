package io.streamgauge.agent.profile.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.ProfileBuilder;
import io.streamgauge.agent.profile.model.ProfileUnit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FormatTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Frame RUN = new Frame("run", FrameKind.JAVA);
    private static final Frame GET = new Frame("Get", FrameKind.ROCKSDB);
    private static final Frame PUT = new Frame("Put", FrameKind.ROCKSDB);

    @Test
    void nodesAreDepthFirstWithTheirValues() throws IOException {
        Profile profile = new ProfileBuilder(ProfileUnit.NANOSECONDS)
                .add("t", List.of(RUN), 1)
                .add("t", List.of(RUN, PUT), 2)
                .add("t", List.of(RUN, GET), 4)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrameGraph.write(profile, out);
        assertThat(JSON.readTree(out.toByteArray()))
                .isEqualTo(
                        JSON.readTree(
                                """
                {"version": 1, "unit": "nanoseconds", "total": 7,
                 "names": ["all", "t", "run", "Get", "Put"],
                 "kinds": ["thread", "thread", "java", "rocksdb", "rocksdb"],
                 "levels": [0, 1, 2, 3, 3], "nameIds": [0, 1, 2, 3, 4],
                 "values": [7, 7, 7, 4, 2], "selfs": [0, 0, 1, 4, 2]}"""));
    }

    @Test
    void aBaselineShowsWhatGrewAndWhatVanished() throws IOException {
        Profile before = new ProfileBuilder(ProfileUnit.SAMPLES)
                .add("t", List.of(RUN, GET), 3)
                .add("t", List.of(RUN), 1)
                .build();
        Profile after = new ProfileBuilder(ProfileUnit.SAMPLES)
                .add("t", List.of(RUN, PUT), 5)
                .add("t", List.of(RUN), 1)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrameGraph.writeDiff(after, before, out);
        assertThat(JSON.readTree(out.toByteArray()))
                .isEqualTo(
                        JSON.readTree(
                                """
                {"version": 1, "unit": "samples", "total": 6, "baselineTotal": 4,
                 "names": ["all", "t", "run", "Put", "Get"],
                 "kinds": ["thread", "thread", "java", "rocksdb", "rocksdb"],
                 "levels": [0, 1, 2, 3, 3], "nameIds": [0, 1, 2, 4, 3],
                 "values": [6, 6, 6, 0, 5], "selfs": [0, 0, 1, 0, 5],
                 "baselineValues": [4, 4, 4, 3, 0], "baselineSelfs": [0, 0, 1, 3, 0]}"""));
        assertThatThrownBy(() -> FrameGraph.writeDiff(after, Profile.empty(ProfileUnit.BYTES), out))
                .hasMessageContaining("found bytes, expected samples");
    }

    @Test
    void aStackDeeperThanOursIsWritten() throws IOException {
        int depth = 50_000;
        Profile profile = new ProfileBuilder(ProfileUnit.SAMPLES)
                .add("t", Collections.nCopies(depth, RUN), 1)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrameGraph.write(profile, out);
        JsonNode graph = JSON.readTree(out.toByteArray());
        assertThat(graph.get("levels")).hasSize(depth + 2);
        assertThat(graph.get("names")).hasSize(3);
    }

    @Test
    void hostileNamesStayInTheirPlace() throws IOException {
        String thread = "a;b\nc</script>\u2028\"\r";
        Profile profile = new ProfileBuilder(ProfileUnit.SAMPLES)
                .add(thread, List.of(new Frame("f;g 9\nh", FrameKind.NATIVE)), 2)
                .build();
        StringBuilder collapsed = new StringBuilder();
        Collapsed.write(profile, collapsed);
        assertThat(collapsed).hasToString("a,b c</script> \" ;f,g 9 h 2\n");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FrameGraph.write(profile, out);
        assertThat(JSON.readTree(out.toByteArray()).get("names").get(1).textValue())
                .isEqualTo(thread);
    }

    /** Fields 4 (locations) and 5 (functions) are one per frame; a sample names locations leaf first and its thread. */
    @Test
    void pprofHasASamplePerStackAndAFunctionPerFrame() throws IOException {
        Profile profile = new ProfileBuilder(ProfileUnit.NANOSECONDS)
                .add("t", List.of(RUN, GET), 300)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Pprof.write(profile, "cpu", Instant.EPOCH, Duration.ofSeconds(2), out);
        byte[] message = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes();
        // Frames are sorted: Get is 1, run is 2. Texts: "", cpu, nanoseconds, thread, t, Get, rocksdb, run, java.
        assertThat(HexFormat.of().formatHex(message))
                .isEqualTo(
                        "0a0408011002" // sample type
                                + "120e" + "0a020102" + "1202ac02" + "1a0408031004" // sample
                                + "22060801" + "22020801" + "2a0808011005" + "18052006" // Get
                                + "22060802" + "22020802" + "2a0808021007" + "18072008" // run
                                + "3200" + "3203637075" + "320b6e616e6f7365636f6e6473" + "3206746872656164" + "320174"
                                + "3203476574" + "3207726f636b736462" + "320372756e" + "32046a617661"
                                + "4800" + "5080a8d6b907"); // time and duration
    }

    @Test
    void thePageHasNoWayOutOfItsScript() throws IOException {
        String hostile = "</script><img src=x onerror=alert(1)>'\\\u2028`${alert(1)}";
        Profile profile = new ProfileBuilder(ProfileUnit.SAMPLES)
                .add(hostile, List.of(new Frame(hostile, FrameKind.NATIVE), RUN), 3)
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FlameHtml.write(profile, hostile, out);
        String page = out.toString(StandardCharsets.UTF_8);
        assertThat(page)
                .contains("run")
                .contains("‹/script›")
                .doesNotContain("<img", "${alert", "\u2028", "onerror=alert(1)>");
        assertThat(page.split("</script>", -1)).hasSizeLessThanOrEqualTo(3);
    }
}
