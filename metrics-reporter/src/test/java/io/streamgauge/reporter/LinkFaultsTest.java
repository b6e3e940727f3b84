package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.FakeAgent;
import io.streamgauge.reporter.fixture.FakeAgent.Manner;
import io.streamgauge.reporter.fixture.FakeGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Agents that are away, slow, or talk nonsense. */
class LinkFaultsTest {

    private static final FakeGroup GROUP = FakeGroup.of("s");

    @RegisterExtension
    private final Opened opened = new Opened();

    @Test
    void anAgentThatComesLaterGetsEverything() throws Exception {
        FakeAgent early = opened.friendlyAgent();
        int port = early.port();
        early.close();
        FakeAgent witness = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter("http://127.0.0.1:" + port + "," + witness.address());
        fixture.add((Gauge<Long>) () -> 1L, "g", GROUP);
        Await.until("an attempt failed", () -> witness.awaitReport()
                .problems()
                .containsKey("agent ws://127.0.0.1:" + port + "/ingest: cannot connect: java.net.ConnectException"));
        FakeAgent late = opened.agent(Manner.FRIENDLY, port);
        Await.until("it", () -> late.awaitReport().series().containsKey("s.g{}"));
    }

    @Test
    void afterALostConnectionEverythingIsToldAgainByTheSameProcess() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        Gauge<Long> gauge = () -> 1L;
        fixture.add(gauge, "stays", GROUP);
        fixture.add(gauge, "goes", GROUP);
        Await.until("first", () -> agent.awaitReport().series().containsKey("s.goes{}"));
        String processId = agent.last().hello().processId();
        agent.cut();
        fixture.remove(gauge, "goes", GROUP);
        Await.until("second", () -> agent.processes.size() == 2 && agent.last().reports() > 0);
        Await.until("reconnects", () -> Long.valueOf(1)
                .equals(agent.last().series().get("streamgauge.process.reporterReconnects{}")));
        assertThat(agent.last().hello().processId()).isEqualTo(processId);
        Await.until("it", () -> !agent.last().series().containsKey("s.goes{}"));
        assertThat(agent.last().series()).containsEntry("s.stays{}", 1L);
        assertThat(agent.last().breaches()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "MUTE",
                "REFUSES",
                "HTML",
                "NEVER_ACCEPTS",
                "SENDS_TEXT",
                "SENDS_GARBAGE",
                "SENDS_ENDLESS_MESSAGE",
                "SENDS_ENDLESS_PINGS",
                "OTHER_VERSION"
            })
    void anAgentThatTalksNonsenseIsLeftAndTriedAgain(Manner manner) throws Exception {
        FakeAgent agent = opened.agent(manner);
        FakeAgent good = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent.address() + "," + good.address(), "connect.timeout", "300 ms");
        fixture.add((Gauge<Long>) () -> 1L, "g", GROUP);
        Await.until("tried again", () -> agent.connections() > 2);
        // Told once for the cause, to who listens.
        Await.until(
                "told",
                () -> good.awaitReport().problems().keySet().stream()
                                .filter(problem -> problem.contains("agent ws://127.0.0.1:" + agent.port()))
                                .count()
                        >= 1);
        agent.becomes(Manner.FRIENDLY);
        Await.until("well again", () -> agent.processes.stream()
                .anyMatch(heard -> heard.series().containsKey("s.g{}")));
        assertThat(good.connections()).isEqualTo(1);
    }

    @Test
    void anAgentThatReadsNothingCostsBoundedMemoryAndIsToldEverythingAfterwards() throws Exception {
        FakeAgent slow = opened.agent(Manner.STOPS_READING);
        FakeAgent good = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(slow.address() + "," + good.address(), "outbox.bytes", "8000000");
        FakeGroup churning = FakeGroup.of("churn", "l", "x".repeat(8000));
        AtomicLong value = new AtomicLong();
        Gauge<Long> gauge = value::get;
        for (int i = 0; i < 300; i++) {
            // Scopes of 8 kB each, more than the kernel's buffers hold.
            FakeGroup group = FakeGroup.of("big", "l", "x".repeat(16_000) + i);
            fixture.add(gauge, "g", group);
        }
        fixture.add(gauge, "temporary", churning);
        Await.until("sent to the good one", () -> good.awaitReport().series().size() > 300);
        Await.until("the slow one is connected", () -> slow.connections() > 0);
        int reports = good.last().reports();
        fixture.remove(gauge, "temporary", churning);
        value.set(1);
        fixture.add(gauge, "later", GROUP);
        Await.until(
                "the good one goes on",
                () -> good.last().reports() > reports + 5
                        && Long.valueOf(1).equals(good.last().series().get("s.later{}")));
        value.set(2);
        slow.readOn();
        Await.until("the slow one catches up", () -> Long.valueOf(2)
                .equals(slow.last().series().get("s.later{}")));
        Await.until(
                "wholly",
                () -> slow.last().series().values().stream().noneMatch(Long.valueOf(0)::equals)
                        || onlyOwnZeros(slow.last().series()));
        assertThat(slow.last().breaches()).isEmpty();
        assertThat(slow.last().series().keySet()).noneMatch(name -> name.startsWith("churn"));
        assertThat(slow.last().series().keySet().stream().filter(name -> name.startsWith("big")))
                .hasSize(300);
    }

    @Test
    void aFrozenAgentIsGivenUpAndTriedAgain() throws Exception {
        FakeAgent agent = opened.agent(Manner.STOPS_READING);
        opened.reporter(agent, "agent.timeout", "1 s");
        Await.until("tried again", () -> agent.connections() > 1);
        agent.becomes(Manner.FRIENDLY);
        Await.until(
                "well again", () -> agent.processes.size() > 1 && agent.last().reports() > 0);
        Await.until("the reason is told", () -> agent.last().problems().keySet().stream()
                .anyMatch(problem -> problem.endsWith(": silent for 1000 ms")));
    }

    private static boolean onlyOwnZeros(Map<String, Object> series) {
        return series.entrySet().stream()
                .filter(one -> one.getValue().equals(0L))
                .allMatch(one -> one.getKey().startsWith("streamgauge.process"));
    }

    @Test
    void moreToSendThanMayWaitEndsTheConnectionAndSaysSo() throws Exception {
        FakeAgent agent = opened.agent(Manner.FRIENDLY);
        ReporterFixture fixture = opened.reporter(agent, "outbox.bytes", "65536");
        for (int i = 0; i < 40; i++) {
            fixture.add((Gauge<Long>) () -> 1L, "g", FakeGroup.of("big", "l", "x".repeat(8000) + i));
        }
        Await.until("tried again", () -> agent.connections() > 2);
    }

    @Test
    void theTokenGoesIntoTheHeaderAndComesFromAFileWhenSet(@TempDir Path directory) throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        opened.reporter(agent, "token", "s3cret");
        agent.awaitReport();
        assertThat(agent.requests.get(0))
                .contains("Authorization: Bearer s3cret\r\n")
                .startsWith("GET /ingest ");

        Path file = directory.resolve("token");
        Files.writeString(file, "first\n");
        FakeAgent other = opened.friendlyAgent();
        opened.reporter(other, "token.file", file.toString());
        other.awaitReport();
        assertThat(other.requests.get(0)).contains("Authorization: Bearer first\r\n");
        Files.writeString(file, "second\n");
        other.cut();
        Await.until("again", () -> other.requests.size() > 1);
        assertThat(other.requests.get(1)).contains("Authorization: Bearer second\r\n");
    }

    @Test
    void aTokenThatCannotBeReadIsToldWithoutIt(@TempDir Path directory) throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        Path file = directory.resolve("missing");
        opened.reporter(agent, "token.file", file.toString());
        // Nothing to wait for but that nothing happens: the file appears, and the next attempt uses it.
        Files.writeString(file, "bad\nheader");
        Files.writeString(file, "good");
        agent.awaitReport();
        assertThat(agent.last().problems().toString()).doesNotContain("bad");
    }
}
