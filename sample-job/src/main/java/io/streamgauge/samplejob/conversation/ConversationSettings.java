package io.streamgauge.samplejob.conversation;

import io.streamgauge.samplejob.options.Arguments;
import io.streamgauge.samplejob.options.Flag;
import java.io.Serializable;

/** The deadlines of a conversation, in event time, and the time to live of what is remembered after it. */
public final class ConversationSettings implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long replyDeadlineMillis;
    private final long ratingWindowMillis;
    private final long ttlMillis;

    public ConversationSettings(Arguments arguments) {
        replyDeadlineMillis = arguments.millis(Flag.REPLY_DEADLINE);
        ratingWindowMillis = arguments.millis(Flag.RATING_WINDOW);
        ttlMillis = arguments.millis(Flag.TTL);
    }

    long replyDeadlineMillis() {
        return replyDeadlineMillis;
    }

    long ratingWindowMillis() {
        return ratingWindowMillis;
    }

    /** Processing time, as Flink counts it. */
    long ttlMillis() {
        return ttlMillis;
    }
}
