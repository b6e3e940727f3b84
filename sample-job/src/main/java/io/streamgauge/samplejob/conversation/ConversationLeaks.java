package io.streamgauge.samplejob.conversation;

import io.streamgauge.samplejob.leak.ControlTick;
import io.streamgauge.samplejob.leak.Leak;
import io.streamgauge.samplejob.leak.LeakPlan;
import io.streamgauge.samplejob.traffic.CommonRooms;
import io.streamgauge.samplejob.traffic.SeededHash;
import io.streamgauge.samplejob.traffic.SupportEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the leak in force changes in one subtask of the conversations, and how its remains are cleared once it has stopped.
 *
 * <p>Belongs to one subtask and its thread. The leak in force is kept in broadcast state; all else follows from it.
 */
final class ConversationLeaks {

    private static final Logger LOG = LoggerFactory.getLogger(ConversationLeaks.class);
    private static final String LEAK_KEY = "leak";
    private static final long LOT = 0;
    /** What is remembered of each tick, one per second, so that it shows within minutes. */
    private static final int WORDS_PER_TICK = 20;
    /** Comfortably within each time to live. */
    private static final int HEARTBEATS_PER_TTL = 4;

    private final LeakPlan plan;
    private final ConversationSettings settings;
    private final ConversationStates states;
    private final SeededHash lots = new SeededHash(0);
    private long nextPassMillis = Long.MIN_VALUE;

    ConversationLeaks(LeakPlan plan, ConversationSettings settings, ConversationStates states) {
        this.plan = plan;
        this.settings = settings;
        this.states = states;
        declare(plan.initial());
    }

    Leak inForce(ReadOnlyBroadcastState<String, Leak> control) throws Exception {
        @Nullable Leak told = control.get(LEAK_KEY);
        return told == null ? plan.initial() : told;
    }

    /** Whether the conversations have no place for an event: a common room that is closed. */
    boolean refuses(Leak leak, SupportEvent event) {
        return CommonRooms.contains(event.conversation) && leak != Leak.PER_KEY_GROWTH;
    }

    /** When to be woken for something that is due at an event time. */
    long timerMillis(Leak leak, long dueMillis) {
        // As if the time were in seconds. Whoever deletes the timer has the right time, and so does not find it.
        return leak == Leak.FAR_TIMERS && plan.begun(dueMillis) ? TimeUnit.SECONDS.toMillis(dueMillis) : dueMillis;
    }

    /** Forgets the conversation at hand, but for what the leak keeps. */
    void forget(Leak leak, long key, Conversation conversation) {
        double lot = lots.unit(LOT, key);
        states.clearUnless(
                state -> isKeptForCustomer(state) || plan.keeps(leak, state, lot, conversation.closedAtMillis));
    }

    /** The control stream, about once per second. */
    void told(
            ControlTick tick,
            BroadcastState<String, Leak> control,
            KeyedBroadcastProcessFunction<Long, SupportEvent, ControlTick, Outcome>.Context context)
            throws Exception {
        declare(tick.leak);
        if (control.get(LEAK_KEY) != tick.leak) {
            clearRemains(tick.leak, control, context);
            control.put(LEAK_KEY, tick.leak);
        }
        if (tick.leak == Leak.OPERATOR_STATE && plan.begun(context.currentWatermark())) {
            for (int word = 0; word < WORDS_PER_TICK; word++) {
                control.put("told-" + tick.number + "-" + word, tick.leak);
            }
        }
        passOver(tick.leak, context);
    }

    private void declare(Leak leak) {
        states.declare(state -> !settings.isWithout(state) && !leavesUndeclared(leak, state));
    }

    private boolean leavesUndeclared(Leak leak, String state) {
        return (leak == Leak.DEAD_STATE && state.equals(plan.state()))
                || (leak == Leak.TTL_INACTIVE && state.equals(ConversationStates.LAST_SEQUENCE));
    }

    private boolean isKeptForCustomer(String state) {
        return settings.customersReturn() && state.equals(ConversationStates.CUSTOMER_PROFILE);
    }

    private void clearRemains(
            Leak leak,
            BroadcastState<String, Leak> control,
            KeyedBroadcastProcessFunction<Long, SupportEvent, ControlTick, Outcome>.Context context)
            throws Exception {
        if (leak != Leak.OPERATOR_STATE) {
            List<String> words = new ArrayList<>();
            for (Map.Entry<String, Leak> entry : control.entries()) {
                words.add(entry.getKey());
            }
            for (String word : words) {
                control.remove(word);
            }
        }
        if (leak != Leak.PER_KEY_GROWTH) {
            context.applyToKeyedState(states.conversationDescriptor, (key, state) -> {
                if (CommonRooms.contains(key)) {
                    state.clear();
                }
            });
        }
        if (!leak.keepsState()) {
            sweep(context, states.customerProfileDescriptor);
            sweep(context, states.transcriptDescriptor);
            sweep(context, states.participantsDescriptor);
        }
        LOG.info("Leak {}: cleared what others before it had left behind", leak.cause());
    }

    /** Clears a state of all keys whose conversation is forgotten. Holds up the task meanwhile, so by the number of keys. */
    private <S extends State, V> void sweep(
            KeyedBroadcastProcessFunction<Long, SupportEvent, ControlTick, Outcome>.Context context,
            StateDescriptor<S, V> descriptor)
            throws Exception {
        if (!states.isDeclared(descriptor.getName()) || isKeptForCustomer(descriptor.getName())) {
            return;
        }
        context.applyToKeyedState(descriptor, (key, state) -> {
            // Flink has made this key the current one for all states.
            if (!states.alive()) {
                state.clear();
            }
        });
    }

    /** What goes once over all keys of last-sequence several times per time to live. */
    private void passOver(
            Leak leak, KeyedBroadcastProcessFunction<Long, SupportEvent, ControlTick, Outcome>.Context context)
            throws Exception {
        boolean refreshes = leak == Leak.TTL_REFRESHED && plan.begun(context.currentWatermark());
        // Nothing but reading removes what has expired while the background does not.
        boolean cleans = plan.initial() == Leak.EXPIRED_GARBAGE && leak != Leak.EXPIRED_GARBAGE;
        long now = context.currentProcessingTime();
        if ((!refreshes && !cleans) || now < nextPassMillis || !states.isDeclared(ConversationStates.LAST_SEQUENCE)) {
            return;
        }
        nextPassMillis = now + settings.ttlMillis() / HEARTBEATS_PER_TTL;
        context.applyToKeyedState(states.lastSequenceDescriptor, (key, state) -> {
            @Nullable Integer last = state.value();
            if (refreshes && last != null) {
                state.update(last);
            }
        });
    }
}
