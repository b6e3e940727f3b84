package io.streamgauge.agent.output.self;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The registry of the agent's own metrics. Thread-safe. Every meter has a help text; names are in base units. */
public final class AgentMeters {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /**
     * Registers what is known at the start.
     *
     * @param version of the agent
     */
    public AgentMeters(String version) {
        new JvmMemoryMetrics().bindTo(registry);
        registry.getMeters().stream()
                .map(Meter::getId)
                .filter(AgentMeters::isLimitThatIsNone)
                .forEach(registry::remove);
        new JvmThreadMetrics().bindTo(registry);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            counted("process.cpu", "CPU time of the agent.", "seconds", system, from -> from.getProcessCpuTime() / 1e9);
        }
        Gauge.builder("streamgauge.build.info", () -> 1)
                .description("Version of the agent.")
                .tags("version", version, "java_version", Runtime.version().toString())
                .register(registry);
    }

    /** The JVM says -1 for a memory pool without a limit, and micrometer passes it on. */
    private static boolean isLimitThatIsNone(Meter.Id id) {
        return id.getName().equals("jvm.memory.max")
                && ManagementFactory.getMemoryPoolMXBeans().stream()
                        .anyMatch(pool -> pool.getName().equals(id.getTag("id"))
                                && pool.getUsage().getMax() < 0);
    }

    /** The page of these metrics in the format of this content type. */
    public String scrape(String contentType) {
        return registry.scrape(contentType);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    Counter counter(String name, String help, String... tags) {
        return Counter.builder(name).description(help).tags(tags).register(registry);
    }

    Timer timer(String name, String help, String... tags) {
        return Timer.builder(name).description(help).tags(tags).register(registry);
    }

    /** A gauge read at each scrape; NaN where nothing is known, which leaves the sample out of alerts. */
    <T> void gauge(String name, String help, @Nullable String unit, T source, ToDoubleFunction<T> read) {
        Gauge.builder(name, source, read)
                .description(help)
                .baseUnit(unit)
                .strongReference(true)
                .register(registry);
    }

    /** A counter that a component keeps itself. */
    <T> void counted(
            String name, String help, @Nullable String unit, T source, ToDoubleFunction<T> read, String... tags) {
        FunctionCounter.builder(name, source, read)
                .description(help)
                .baseUnit(unit)
                .tags(Tags.of(tags))
                .register(registry);
    }
}
