package io.streamgauge.agent.output.alertmanager;

import java.time.Duration;

/** How a peer took one batch. */
sealed interface Answer {

    /** 2xx. */
    record Accepted() implements Answer {}

    /**
     * The peer will never take this batch.
     *
     * @param maySplit whether a part of it may be taken
     */
    record Refused(boolean maySplit, String detail) implements Answer {}

    /**
     * It may work later.
     *
     * @param reason a word for metrics
     * @param retryAfter as the peer asked; 0 if it did not
     */
    record Failed(String reason, Duration retryAfter, String detail) implements Answer {}
}
