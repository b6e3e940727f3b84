package io.streamgauge.samplejob.conversation;

import io.streamgauge.samplejob.leak.ControlTick;
import io.streamgauge.samplejob.leak.Leak;
import io.streamgauge.samplejob.leak.LeakPlan;
import io.streamgauge.samplejob.traffic.SupportEvent;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * One conversation per key: opened, messages and replies with a deadline for each reply, closed, rated, forgotten.
 *
 * <p>Without a leak, every state of a conversation is cleared by its last timer, {@code --rating-window} after it was
 * closed. The broadcast side brings the leak in force; when it stops, what was left behind is found and cleared.
 */
public final class ConversationFunction
        extends KeyedBroadcastProcessFunction<Long, SupportEvent, ControlTick, Outcome> {

    private static final long serialVersionUID = 1L;

    private final ConversationSettings settings;
    private final LeakPlan plan;
    private final MapStateDescriptor<String, Leak> control = controlDescriptor();

    @SuppressWarnings("NullAway.Init") // set by open, before the first element
    private transient ConversationStates states;

    @SuppressWarnings("NullAway.Init") // set by open, before the first element
    private transient ConversationLeaks leaks;

    /** Processing time; 0 until the first tick. */
    private transient long failAtMillis;

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
        states = new ConversationStates(
                getRuntimeContext(), settings.ttlMillis(), plan.initial() != Leak.EXPIRED_GARBAGE);
        leaks = new ConversationLeaks(plan, settings, states);
    }

    @Override
    public void processElement(SupportEvent event, ReadOnlyContext context, Collector<Outcome> out) throws Exception {
        Leak leak = leaks.inForce(context.getBroadcastState(control));
        if (leaks.refuses(leak, event)) {
            return;
        }
        @Nullable Conversation conversation = states.conversation.value();
        switch (event.kind) {
            case OPENED:
                if (conversation == null && begins(event)) {
                    open(event, out);
                }
                return;
            case MESSAGE:
                if (conversation != null && states.isNew(event)) {
                    ask(conversation, event, leak, context, out);
                }
                return;
            case REPLY:
                if (conversation != null && states.isNew(event)) {
                    answer(conversation, event, context, out);
                }
                return;
            case CLOSED:
                if (conversation != null && states.isNew(event)) {
                    close(conversation, event, context, out);
                }
                return;
            case RATED:
                if (conversation != null && states.isNew(event)) {
                    int stars = Integer.parseInt(event.body);
                    out.collect(new Outcome(conversation.tenant, OutcomeKind.RATED, 0, stars));
                }
        }
    }

    private boolean begins(SupportEvent event) throws Exception {
        if (settings.customersReturn()) {
            states.beginAnew(event);
            return true;
        }
        return states.isNew(event);
    }

    private void open(SupportEvent event, Collector<Outcome> out) throws Exception {
        Conversation conversation = new Conversation();
        conversation.tenant = event.tenant;
        conversation.openedAtMillis = event.eventMillis;
        states.conversation.update(conversation);
        if (!settings.customersReturn() || !states.hasProfile()) {
            states.setProfile(event.body);
        }
        out.collect(new Outcome(event.tenant, OutcomeKind.OPENED, 0, 0));
    }

    private void ask(
            Conversation conversation, SupportEvent event, Leak leak, ReadOnlyContext context, Collector<Outcome> out)
            throws Exception {
        states.note(event);
        conversation.messages++;
        // Customers who come back are known by a look at their profile, with each message.
        boolean known = !settings.customersReturn() || states.hasProfile();
        if (known && conversation.waitingSinceMillis == 0) {
            conversation.waitingSinceMillis = event.eventMillis;
            conversation.deadlineMillis = event.eventMillis + settings.replyDeadlineMillis();
            context.timerService().registerEventTimeTimer(leaks.timerMillis(leak, conversation.deadlineMillis));
        }
        states.conversation.update(conversation);
        out.collect(new Outcome(conversation.tenant, OutcomeKind.ASKED, 0, 0));
    }

    private void answer(Conversation conversation, SupportEvent event, ReadOnlyContext context, Collector<Outcome> out)
            throws Exception {
        states.note(event);
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
        leaks.forget(leaks.inForce(context.getBroadcastState(control)), context.getCurrentKey(), conversation);
    }

    @Override
    public void processBroadcastElement(ControlTick tick, Context context, Collector<Outcome> out) throws Exception {
        failWhenDue(context.currentProcessingTime());
        leaks.told(tick, context.getBroadcastState(control), context);
    }

    private void failWhenDue(long nowMillis) {
        if (settings.failEveryMillis() == 0) {
            return;
        }
        if (failAtMillis == 0) {
            failAtMillis = nowMillis + settings.failEveryMillis();
        } else if (nowMillis >= failAtMillis) {
            throw new IllegalStateException("the job was told to fail every " + settings.failEveryMillis() + " ms");
        }
    }
}
