package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.FakeAgent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Agents and reporters of one test, closed after it in reverse order. */
final class Opened implements AfterEachCallback {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    FakeAgent agent(FakeAgent.Manner manner) throws IOException {
        return agent(manner, 0);
    }

    FakeAgent friendlyAgent() throws IOException {
        return agent(FakeAgent.Manner.FRIENDLY, 0);
    }

    FakeAgent agent(FakeAgent.Manner manner, int port) throws IOException {
        FakeAgent agent = new FakeAgent(manner, port);
        opened.push(agent);
        return agent;
    }

    ReporterFixture reporter(FakeAgent agent, String... keysAndValues) {
        return reporter(agent.address(), keysAndValues);
    }

    ReporterFixture reporter(String agents, String... keysAndValues) {
        ReporterFixture reporter = new ReporterFixture(agents, keysAndValues);
        opened.push(reporter);
        return reporter;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
