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
    /** The name of a state that is not declared; empty: none. */
    private final String without;

    public ConversationSettings(Arguments arguments) {
        replyDeadlineMillis = arguments.millis(Flag.REPLY_DEADLINE);
        ratingWindowMillis = arguments.millis(Flag.RATING_WINDOW);
        ttlMillis = arguments.millis(Flag.TTL);
        without = arguments.text(Flag.WITHOUT).isEmpty()
                ? ""
                : arguments.choice(Flag.WITHOUT, ConversationStates.LEAKABLE.toArray(new String[0]));
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

    /** Whether this version of the job does not know a state. */
    public boolean isWithout(String state) {
        return state.equals(without);
    }
}
