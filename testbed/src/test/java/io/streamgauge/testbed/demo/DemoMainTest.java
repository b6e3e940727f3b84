package io.streamgauge.testbed.demo;

import io.streamgauge.testbed.cases.LeakCase;
import io.streamgauge.testbed.cases.Leaks;
import io.streamgauge.testbed.cases.LookAlikes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** What the command line takes and refuses, before anything is started. */
class DemoMainTest {

    private final StringWriter said = new StringWriter();
    private final CommandLine demo = new CommandLine(new DemoMain()).setErr(new PrintWriter(said, true));

    @Test
    void refusesLeaksAndScenariosThatItDoesNotKnow() {
        assertThat(demo.execute("--leak", "far-timer")).isEqualTo(2);
        assertThat(said.toString())
                .contains("--leak: found far-timer, expected one of [none, never-cleared, ")
                .contains("far-timers");

        assertThat(demo.execute("--scenario", "never-cleared")).isEqualTo(2);
        assertThat(said.toString())
                .contains("--scenario: found never-cleared, expected one of [none, traffic-growth, ");
    }

    @Test
    void refusesALeakBesideAScenario() {
        assertThat(demo.execute("--leak", "none", "--scenario", "ttl-ramp")).isEqualTo(2);
        assertThat(said.toString()).contains("--scenario: found it beside --leak");
    }

    @Test
    void helpNamesEveryLeakAndScenario() {
        String help = demo.getUsageMessage().replaceAll("\\s+", " ");

        assertThat(Stream.of(Leaks.all(), LookAlikes.all())
                        .flatMap(all -> all.stream().map(LeakCase::name)))
                .allSatisfy(name -> assertThat(help).contains(name));
    }
}
