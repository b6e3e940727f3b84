package io.streamgauge.agent.output.self;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AgentMetersTest {

    private final List<String> page =
            new AgentMeters("1.2.3").scrape("text/plain").lines().toList();

    /** Of a memory pool without a limit the JVM says -1. */
    @Test
    void limitsThatAreNoneAreLeftOutAndOthersAreNot() {
        assertThat(ManagementFactory.getMemoryPoolMXBeans())
                .anyMatch(pool -> pool.getUsage().getMax() < 0);
        assertThat(ManagementFactory.getMemoryPoolMXBeans())
                .anyMatch(pool -> pool.getUsage().getMax() > 0);

        assertThat(page).noneMatch(line -> line.contains("} -"));
        assertThat(page).anyMatch(line -> line.startsWith("jvm_memory_max_bytes{"));
    }

    @Test
    void theVersionIsTold() {
        assertThat(page)
                .anyMatch(line -> line.startsWith("streamgauge_build_info{")
                        && line.contains("version=\"1.2.3\"")
                        && line.endsWith(" 1"));
    }
}
