package io.streamgauge.samplejob.conversation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The keyed states of the conversations operator. Dashboards and tests know their names; no leak changes them.
 *
 * <p>Belongs to one subtask and its thread. Descriptors are made per subtask, since Flink changes them when it uses them.
 */
final class ConversationStates {

    static final String CONVERSATION = "conversation";
    static final String TRANSCRIPT = "transcript";
    static final String PARTICIPANTS = "participants";
    static final String CUSTOMER_PROFILE = "customer-profile";
    /** The only one with a time to live: it must outlast the conversation, to know late repeats of its messages. */
    static final String LAST_SEQUENCE = "last-sequence";

    /** Those that the code could forget to clear; without the conversation itself its timers would find nothing. */
    static final List<String> LEAKABLE = List.of(CUSTOMER_PROFILE, TRANSCRIPT, PARTICIPANTS);

    final ListStateDescriptor<String> transcriptDescriptor = new ListStateDescriptor<>(TRANSCRIPT, Types.STRING);
    final MapStateDescriptor<Long, Participation> participantsDescriptor =
            new MapStateDescriptor<>(PARTICIPANTS, Types.LONG, TypeInformation.of(Participation.class));
    final ValueStateDescriptor<String> customerProfileDescriptor =
            new ValueStateDescriptor<>(CUSTOMER_PROFILE, Types.STRING);

    final ValueState<Conversation> conversation;
    final ListState<String> transcript;
    final MapState<Long, Participation> participants;
    final ValueState<String> customerProfile;
    final ValueState<Integer> lastSequence;

    ConversationStates(RuntimeContext context, long ttlMillis) {
        conversation =
                context.getState(new ValueStateDescriptor<>(CONVERSATION, TypeInformation.of(Conversation.class)));
        transcript = context.getListState(transcriptDescriptor);
        participants = context.getMapState(participantsDescriptor);
        customerProfile = context.getState(customerProfileDescriptor);
        ValueStateDescriptor<Integer> sequence = new ValueStateDescriptor<>(LAST_SEQUENCE, Types.INT);
        sequence.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofMillis(ttlMillis))
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
                .build());
        lastSequence = context.getState(sequence);
    }

    /** Whether the key at hand is a conversation that has not been forgotten. */
    boolean alive() throws IOException {
        return conversation.value() != null;
    }

    /** Forgets the conversation at hand, but for the states that a leak keeps. last-sequence goes by its time to live. */
    void clearUnless(Predicate<String> kept) {
        conversation.clear();
        if (!kept.test(TRANSCRIPT)) {
            transcript.clear();
        }
        if (!kept.test(PARTICIPANTS)) {
            participants.clear();
        }
        if (!kept.test(CUSTOMER_PROFILE)) {
            customerProfile.clear();
        }
    }
}
