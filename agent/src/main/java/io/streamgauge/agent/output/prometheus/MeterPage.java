package io.streamgauge.agent.output.prometheus;

/** The agent's own metrics as a page of their own; {@code PrometheusMeterRegistry::scrape} is one. */
@FunctionalInterface
public interface MeterPage {

    /** No metrics. */
    MeterPage NONE = contentType -> "";

    String scrape(String contentType);
}
