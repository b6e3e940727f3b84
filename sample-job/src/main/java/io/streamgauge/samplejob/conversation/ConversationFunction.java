package io.streamgauge.samplejob.conversation;

import io.streamgauge.samplejob.leak.ControlTick;
import io.streamgauge.samplejob.leak.Leak;
import io.streamgauge.samplejob.leak.LeakPlan;
import io.streamgauge.samplejob.traffic.SeededHash;
import io.streamgauge.samplejob.traffic.SupportEvent;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conversation per key: opened, messages and replies with a deadline for each reply, closed, rated, forgotten.
 *
 * <p>Without a leak, every state of a conversation is cleared by its last timer, {@code --rating-window} after it was
 * closed. The broadcast side brings the leak in force; when it stops, what was left behind is found and cleared.
 */
public final class ConversationFunction
        extends KeyedBroadcastProcessFunction<Long, SupportEvent, ControlTick, Outcome> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ConversationFunction.class);
    private static final String LEAK_KEY = "leak";
    private static final long LOT = 0;

    private final ConversationSettings settings;
    private final LeakPlan plan;
    private final SeededHash lots = new SeededHash(0);
    private final MapStateDescriptor<String, Leak> control = controlDescriptor();

    @SuppressWarnings("NullAway.Init") // set by open, before the first element
    private transient ConversationStates states;

    public ConversationFunction(ConversationSettings settings, LeakPlan plan) {
        this.settings = settings;
        this.plan = plan;
    }

    /** Broadcast state, so that restored subtasks know the leak in force before they are told again. */
    public static MapStateDescriptor<String, Leak> controlDescriptor() {
        return new MapStateDescriptor<>("control", Types.STRING, TypeInformation.of(Leak.class));
    }

    /** The states that can be named as the one to leak. */
    public static List<String> leakableStates() {
        return ConversationStates.LEAKABLE;
    }

    @Override
    public void open(OpenContext context) {
        states = new ConversationStates(getRuntimeContext(), settings.ttlMillis());
    }

    @Override
    public void processElement(SupportEvent event, ReadOnlyContext context, Collector<Outcome> out) throws Exception {
        @Nullable Conversation conversation = states.conversation.value();
        switch (event.kind) {
            case OPENED:
                if (conversation == null && isNew(event)) {
                    open(event, out);
                }
                return;
            case MESSAGE:
                if (conversation != null && isNew(event)) {
                    ask(conversation, event, context, out);
                }
                return;
            case REPLY:
                if (conversation != null && isNew(event)) {
                    answer(conversation, event, context, out);
                }
                return;
            case CLOSED:
                if (conversation != null && isNew(event)) {
                    close(conversation, event, context, out);
                }
                return;
            case RATED:
                if (conversation != null && isNew(event)) {
                    int stars = Integer.parseInt(event.body);
                    out.collect(new Outcome(conversation.tenant, OutcomeKind.RATED, 0, stars));
                }
        }
    }

    /** False for what was delivered before. */
    private boolean isNew(SupportEvent event) throws Exception {
        @Nullable Integer last = states.lastSequence.value();
        if (last != null && event.sequence <= last) {
            return false;
        }
        states.lastSequence.update(event.sequence);
        return true;
    }

    private void open(SupportEvent event, Collector<Outcome> out) throws Exception {
        Conversation conversation = new Conversation();
        conversation.tenant = event.tenant;
        conversation.openedAtMillis = event.eventMillis;
        states.conversation.update(conversation);
        states.customerProfile.update(event.body);
        out.collect(new Outcome(event.tenant, OutcomeKind.OPENED, 0, 0));
    }

    private void ask(Conversation conversation, SupportEvent event, ReadOnlyContext context, Collector<Outcome> out)
            throws Exception {
        note(event);
        conversation.messages++;
        if (conversation.waitingSinceMillis == 0) {
            conversation.waitingSinceMillis = event.eventMillis;
            conversation.deadlineMillis = event.eventMillis + settings.replyDeadlineMillis();
            context.timerService().registerEventTimeTimer(conversation.deadlineMillis);
        }
        states.conversation.update(conversation);
        out.collect(new Outcome(conversation.tenant, OutcomeKind.ASKED, 0, 0));
    }

    private void answer(Conversation conversation, SupportEvent event, ReadOnlyContext context, Collector<Outcome> out)
            throws Exception {
        note(event);
        conversation.replies++;
        long since = conversation.waitingSinceMillis;
        long waitedMillis = since == 0 ? 0 : Math.max(0, event.eventMillis - since);
        if (conversation.deadlineMillis != 0 && event.eventMillis > conversation.deadlineMillis) {
            // Too late, though the watermark has not got as far yet and the timer has not fired.
            out.collect(new Outcome(conversation.tenant, OutcomeKind.DEADLINE_MISSED, waitedMillis, 0));
        }
        endWaiting(conversation, context);
        states.conversation.update(conversation);
        out.collect(new Outcome(conversation.tenant, OutcomeKind.ANSWERED, waitedMillis, 0));
    }

    private void close(Conversation conversation, SupportEvent event, ReadOnlyContext context, Collector<Outcome> out)
            throws Exception {
        endWaiting(conversation, context);
        conversation.closedAtMillis = event.eventMillis;
        conversation.forgottenAtMillis = event.eventMillis + settings.ratingWindowMillis();
        context.timerService().registerEventTimeTimer(conversation.forgottenAtMillis);
        states.conversation.update(conversation);
        long openMillis = event.eventMillis - conversation.openedAtMillis;
        out.collect(new Outcome(conversation.tenant, OutcomeKind.CLOSED, openMillis, 0));
    }

    private void endWaiting(Conversation conversation, ReadOnlyContext context) {
        if (conversation.deadlineMillis != 0) {
            context.timerService().deleteEventTimeTimer(conversation.deadlineMillis);
        }
        conversation.deadlineMillis = 0;
        conversation.waitingSinceMillis = 0;
    }

    private void note(SupportEvent event) throws Exception {
        states.transcript.add(event.body);
        @Nullable Participation known = states.participants.get(event.author);
        Participation participation = known == null ? new Participation() : known;
        participation.contributions++;
        participation.characters += event.body.length();
        participation.lastAtMillis = event.eventMillis;
        states.participants.put(event.author, participation);
    }

    @Override
    public void onTimer(long millis, OnTimerContext context, Collector<Outcome> out) throws Exception {
        @Nullable Conversation conversation = states.conversation.value();
        if (conversation == null) {
            return;
        }
        if (conversation.forgottenAtMillis == millis) {
            forget(conversation, context);
            out.collect(new Outcome(conversation.tenant, OutcomeKind.FORGOTTEN, 0, 0));
        } else if (conversation.deadlineMillis == millis) {
            conversation.deadlineMillis = 0;
            states.conversation.update(conversation);
            long waitedMillis = millis - conversation.waitingSinceMillis;
            out.collect(new Outcome(conversation.tenant, OutcomeKind.DEADLINE_MISSED, waitedMillis, 0));
        }
    }

    private void forget(Conversation conversation, OnTimerContext context) throws Exception {
        @Nullable Leak told = context.getBroadcastState(control).get(LEAK_KEY);
        Leak leak = told == null ? plan.initial() : told;
        double lot = lots.unit(LOT, context.getCurrentKey());
        states.clearUnless(state -> plan.keeps(leak, state, lot, conversation.closedAtMillis));
    }

    @Override
    public void processBroadcastElement(ControlTick tick, Context context, Collector<Outcome> out) throws Exception {
        BroadcastState<String, Leak> inForce = context.getBroadcastState(control);
        if (inForce.get(LEAK_KEY) == tick.leak) {
            return;
        }
        inForce.put(LEAK_KEY, tick.leak);
        if (!tick.leak.keepsState()) {
            sweep(context, states.customerProfileDescriptor);
            sweep(context, states.transcriptDescriptor);
            sweep(context, states.participantsDescriptor);
            LOG.info("Leak {}: cleared what ended conversations had left behind", tick.leak.cause());
        }
    }

    /** Clears a state of all keys whose conversation is forgotten. Holds up the task meanwhile, so by the number of keys. */
    private <S extends State, V> void sweep(Context context, StateDescriptor<S, V> descriptor) throws Exception {
        context.applyToKeyedState(descriptor, (key, state) -> {
            // Flink has made this key the current one for all states.
            if (!states.alive()) {
                state.clear();
            }
        });
    }
}
