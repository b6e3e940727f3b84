package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.source.flinkrest.answer.RestError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told. */
final class CountingRestMetrics implements RestMetrics {

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void answered(Endpoint endpoint, long bytes, Duration took) {
        events.add("answered " + endpoint);
        events.add("answered " + endpoint + " " + bytes);
    }

    @Override
    public void failed(Endpoint endpoint, RestError.Kind kind, Duration took) {
        events.add("failed " + endpoint);
        events.add("failed " + endpoint + " " + kind);
    }

    @Override
    public void polled(Duration took) {
        events.add("polled");
    }

    List<String> events() {
        return events;
    }
}
