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

    private final boolean customersReturn;
    private final long failEveryMillis;

    public ConversationSettings(Arguments arguments) {
        replyDeadlineMillis = arguments.millis(Flag.REPLY_DEADLINE);
        ratingWindowMillis = arguments.millis(Flag.RATING_WINDOW);
        ttlMillis = arguments.millis(Flag.TTL);
        customersReturn = arguments.text(Flag.CUSTOMERS).isPresent();
        failEveryMillis = arguments.millisIfSet(Flag.FAIL_EVERY);
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

    /** Whether keys are customers, who may open one conversation after another and whose profiles are kept. */
    boolean customersReturn() {
        return customersReturn;
    }

    /** 0: never. */
    long failEveryMillis() {
        return failEveryMillis;
    }
}
