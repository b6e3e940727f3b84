package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.FakeAgent;
import io.streamgauge.wire.SpanRecord;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.events.Event;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.traces.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Spans and events reach every agent, once each. */
class SpansAndEventsTest {

    @RegisterExtension
    private final Opened opened = new Opened();

    /** A span as Flink 2.x has it. */
    private record FakeSpan(String name, Map<String, Object> attributes, List<Span> children) implements Span {
        @Override
        public String getScope() {
            return "scope";
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public long getStartTsMillis() {
            return 1;
        }

        @Override
        public long getEndTsMillis() {
            return 2;
        }

        @Override
        public Map<String, Object> getAttributes() {
            return attributes;
        }

        @Override
        public List<Span> getChildren() {
            if (name.equals("1.20")) {
                throw new NoSuchMethodError("getChildren");
            }
            return children;
        }
    }

    /** An event as Flink 2.x has it. */
    private record FakeEvent(@Nullable String body, Map<String, Object> attributes) implements Event {
        @Override
        public long getObservedTsMillis() {
            return 5;
        }

        @Override
        public String getName() {
            return "JobFailureEvent";
        }

        @Override
        public String getClassScope() {
            return "scope";
        }

        @Override
        @SuppressWarnings("NullAway")
        public String getBody() {
            return body;
        }

        @Override
        public String getSeverity() {
            return "INFO";
        }

        @Override
        public Map<String, Object> getAttributes() {
            return attributes;
        }
    }

    private static StreamgaugeTraceReporter traces(ReporterFixture fixture, MetricConfig config) {
        StreamgaugeTraceReporter traces = new StreamgaugeTraceReporter(fixture.hubs);
        traces.open(config);
        return traces;
    }

    @Test
    void spansGoWhereTheMetricReporterGoesWithNothingConfigured() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        StreamgaugeTraceReporter traces = traces(fixture, new MetricConfig());
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("checkpointId", 7L);
        attributes.put("int", 3);
        attributes.put("float", 0.5f);
        attributes.put("flag", true);
        attributes.put("text", "x\n🚀");
        attributes.put("list", List.of(1));
        attributes.put("nothing", null);
        Span child = new FakeSpan("child", Map.of(), List.of());
        traces.notifyOfAddedSpan(new FakeSpan("Checkpoint", attributes, List.of(child)));
        traces.notifyOfAddedSpan(new FakeSpan("1.20", Map.of(), List.of()));
        Await.until("spans", () -> agent.awaitReport().spans().size() == 2);
        SpanRecord span = agent.last().spans().get(0);
        assertThat(span.attributes())
                .containsEntry("checkpointId", 7L)
                .containsEntry("int", 3L)
                .containsEntry("float", 0.5)
                .containsEntry("flag", true)
                .containsEntry("text", "x\n🚀")
                .containsEntry("list", "[1]")
                .doesNotContainKey("nothing");
        assertThat(span.children()).extracting(SpanRecord::name).containsExactly("child");
        assertThat(agent.last().spans().get(1).children()).isEmpty();
        assertThat(agent.connections()).isEqualTo(1);
    }

    @Test
    void eventsGoThereToo() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        StreamgaugeEventReporter events = new StreamgaugeEventReporter(fixture.hubs);
        events.open(ReporterFixture.config(agent.address()));
        events.notifyOfAddedEvent(new FakeEvent(null, Map.of("canRestart", "true")));
        Await.until("the event", () -> agent.awaitReport().events().size() == 1);
        assertThat(agent.last().events().get(0)).hasToString("JobFailureEvent[scope, 5, INFO, {canRestart=true}]");
        assertThat(agent.connections()).isEqualTo(1);
    }

    @Test
    void withoutAMetricReporterTheyConnectOnTheirOwn() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        Hubs hubs = new Hubs();
        StreamgaugeTraceReporter traces = new StreamgaugeTraceReporter(hubs);
        traces.notifyOfAddedSpan(new FakeSpan("before open", Map.of(), List.of()));
        traces.open(new MetricConfig());
        traces.notifyOfAddedSpan(new FakeSpan("nowhere to go", Map.of(), List.of()));
        traces.open(ReporterFixture.config(agent.address()));
        traces.notifyOfAddedSpan(new FakeSpan("Checkpoint", Map.of(), List.of()));
        Await.until("the span", () -> agent.awaitReport().spans().size() == 1);
        traces.close();
        Await.until("good-bye", () -> agent.closeCodes.contains(1000));
    }

    @Test
    void whatHappensWhileTheAgentIsAwayIsToldWhenItIsBack() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        FakeAgent witness = opened.friendlyAgent();
        int port = agent.port();
        ReporterFixture fixture = opened.reporter(agent.address() + "," + witness.address());
        StreamgaugeTraceReporter traces = traces(fixture, new MetricConfig());
        agent.awaitReport();
        agent.close();
        Await.until("the loss is noticed", () -> witness.awaitReport().problems().keySet().stream()
                .anyMatch(problem -> problem.contains(":" + port + "/")));
        traces.notifyOfAddedSpan(new FakeSpan("meanwhile", Map.of(), List.of()));
        Await.until("told where somebody listens", () -> witness.last().spans().size() == 1);
        FakeAgent back = opened.agent(FakeAgent.Manner.FRIENDLY, port);
        Await.until("the span", () -> back.awaitReport().spans().size() == 1);
    }

    @Test
    void brokenAndOversizedOnesHarmNothing() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        StreamgaugeTraceReporter traces = traces(fixture, new MetricConfig());
        traces.notifyOfAddedSpan(new FakeSpan("broken", Map.of(), Collections.singletonList(null)));
        Map<String, Object> large = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            large.put("key" + i, "x".repeat(10_000));
        }
        traces.notifyOfAddedSpan(new FakeSpan("too long alone", large, List.of()));
        Span child = new FakeSpan("child", Map.of("k", "x".repeat(1000)), List.of());
        traces.notifyOfAddedSpan(new FakeSpan("too many children", Map.of(), Collections.nCopies(2000, child)));
        Await.until("the one that fits", () -> agent.awaitReport().spans().stream()
                .anyMatch(span -> span.name().equals("too many children")
                        && span.children().isEmpty()));
        Await.until("drops counted", () -> Long.valueOf(2)
                .equals(agent.last().series().get("streamgauge.process.reporterRecordsDropped{}")));
        assertThat(agent.last().spans()).extracting(SpanRecord::name).doesNotContain("too long alone");
    }
}
