package io.streamgauge.agent.output.self;

import io.micrometer.core.instrument.Timer;
import io.streamgauge.agent.source.flinkrest.Endpoint;
import io.streamgauge.agent.source.flinkrest.RestMetrics;
import io.streamgauge.agent.source.flinkrest.answer.RestError;
import java.time.Duration;
import java.util.Locale;

/** What asking Flink's REST interface costs. */
public final class RestMeters implements RestMetrics {

    private static final String REQUESTS = "streamgauge.rest.requests";
    private static final String REQUESTS_HELP = "Requests to Flink's REST interface, by endpoint and outcome.";

    private final AgentMeters meters;
    private final Timer polls;

    public RestMeters(AgentMeters meters) {
        this.meters = meters;
        polls = meters.timer("streamgauge.rest.poll", "Time of one poll of Flink's REST interface.");
    }

    @Override
    public void answered(Endpoint endpoint, long bytes, Duration took) {
        request(endpoint, "ok", took);
        meters.counter("streamgauge.rest.response.bytes", "Bytes of answers.").increment((double) bytes);
    }

    @Override
    public void failed(Endpoint endpoint, RestError.Kind kind, Duration took) {
        request(endpoint, kind.name().toLowerCase(Locale.ROOT), took);
    }

    @Override
    public void polled(Duration took) {
        polls.record(took);
    }

    private void request(Endpoint endpoint, String outcome, Duration took) {
        meters.timer(REQUESTS, REQUESTS_HELP, "endpoint", endpoint.name().toLowerCase(Locale.ROOT), "outcome", outcome)
                .record(took);
    }
}
