package io.streamgauge.agent.finding;

import java.time.Instant;

/**
 * When a limit is reached if nothing changes.
 *
 * @param limit what is reached, for a person
 */
public record Forecast(String limit, Instant p10, Instant p50, Instant p90) {}
