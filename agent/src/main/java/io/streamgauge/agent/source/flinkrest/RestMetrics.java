package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.source.flinkrest.answer.RestError;
import java.time.Duration;

/** What the source counts about itself. Called on the source's event loop; must not block. */
public interface RestMetrics {

    /** Counts nothing. */
    RestMetrics NOOP = new RestMetrics() {
        @Override
        public void answered(Endpoint endpoint, long bytes, Duration took) {}

        @Override
        public void failed(Endpoint endpoint, RestError.Kind kind, Duration took) {}

        @Override
        public void polled(Duration took) {}
    };

    /**
     * A request was answered with something usable.
     *
     * @param bytes of the body
     */
    void answered(Endpoint endpoint, long bytes, Duration took);

    /** A request was not; {@link RestError.Kind#NOT_ASKED} is not told, since no request was made. */
    void failed(Endpoint endpoint, RestError.Kind kind, Duration took);

    /** A poll ended, well or not. */
    void polled(Duration took);
}
