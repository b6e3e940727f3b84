package io.streamgauge.samplejob.conversation;

import io.streamgauge.samplejob.traffic.SupportEvent;
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
import org.jspecify.annotations.Nullable;

/**
 * The keyed states of the conversations operator. Dashboards and tests know their names; no leak changes them.
 *
 * <p>All but the conversation itself may be left undeclared, as by a version of the job whose code no longer knows them:
 * Flink then carries along what a restored checkpoint has of them. Belongs to one subtask and its thread. Descriptors are
 * made per subtask, since Flink changes them when it uses them.
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

    final ValueStateDescriptor<Conversation> conversationDescriptor =
            new ValueStateDescriptor<>(CONVERSATION, TypeInformation.of(Conversation.class));
    final ListStateDescriptor<String> transcriptDescriptor = new ListStateDescriptor<>(TRANSCRIPT, Types.STRING);
    final MapStateDescriptor<Long, Participation> participantsDescriptor =
            new MapStateDescriptor<>(PARTICIPANTS, Types.LONG, TypeInformation.of(Participation.class));
    final ValueStateDescriptor<String> customerProfileDescriptor =
            new ValueStateDescriptor<>(CUSTOMER_PROFILE, Types.STRING);
    final ValueStateDescriptor<Integer> lastSequenceDescriptor = new ValueStateDescriptor<>(LAST_SEQUENCE, Types.INT);

    final ValueState<Conversation> conversation;

    private final RuntimeContext context;
    private @Nullable ListState<String> transcript;
    private @Nullable MapState<Long, Participation> participants;
    private @Nullable ValueState<String> customerProfile;
    private @Nullable ValueState<Integer> lastSequence;

    /** @param cleansExpired whether RocksDB drops what has expired when it compacts, as Flink has it by default */
    ConversationStates(RuntimeContext context, long ttlMillis, boolean cleansExpired) {
        this.context = context;
        conversation = context.getState(conversationDescriptor);
        StateTtlConfig.Builder ttl = StateTtlConfig.newBuilder(Duration.ofMillis(ttlMillis))
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired);
        lastSequenceDescriptor.enableTimeToLive((cleansExpired ? ttl : ttl.disableCleanupInBackground()).build());
    }

    /** Declares the states wanted that are not declared yet; none is ever undone, as in Flink. */
    void declare(Predicate<String> wanted) {
        if (transcript == null && wanted.test(TRANSCRIPT)) {
            transcript = context.getListState(transcriptDescriptor);
        }
        if (participants == null && wanted.test(PARTICIPANTS)) {
            participants = context.getMapState(participantsDescriptor);
        }
        if (customerProfile == null && wanted.test(CUSTOMER_PROFILE)) {
            customerProfile = context.getState(customerProfileDescriptor);
        }
        if (lastSequence == null && wanted.test(LAST_SEQUENCE)) {
            lastSequence = context.getState(lastSequenceDescriptor);
        }
    }

    boolean isDeclared(String name) {
        switch (name) {
            case TRANSCRIPT:
                return transcript != null;
            case PARTICIPANTS:
                return participants != null;
            case CUSTOMER_PROFILE:
                return customerProfile != null;
            case LAST_SEQUENCE:
                return lastSequence != null;
            default:
                return name.equals(CONVERSATION);
        }
    }

    /** Notes how far the conversation at hand has come; false for what was delivered before. */
    boolean isNew(SupportEvent event) throws IOException {
        if (lastSequence == null) {
            return true;
        }
        @Nullable Integer last = lastSequence.value();
        if (last != null && event.sequence <= last) {
            return false;
        }
        lastSequence.update(event.sequence);
        return true;
    }

    /** Notes that a conversation begins, under a key that may have had one before. */
    void beginAnew(SupportEvent event) throws IOException {
        if (lastSequence != null) {
            lastSequence.update(event.sequence);
        }
    }

    /** Whether the customer at hand is known. */
    boolean hasProfile() throws IOException {
        return customerProfile != null && customerProfile.value() != null;
    }

    void setProfile(String profile) throws IOException {
        if (customerProfile != null) {
            customerProfile.update(profile);
        }
    }

    /** Writes a message or reply down. */
    void note(SupportEvent event) throws Exception {
        if (transcript != null) {
            transcript.add(event.body);
        }
        if (participants != null) {
            @Nullable Participation known = participants.get(event.author);
            Participation participation = known == null ? new Participation() : known;
            participation.contributions++;
            participation.characters += event.body.length();
            participation.lastAtMillis = event.eventMillis;
            participants.put(event.author, participation);
        }
    }

    /** Whether the key at hand is a conversation that has not been forgotten. */
    boolean alive() throws IOException {
        return conversation.value() != null;
    }

    /** Forgets the conversation at hand, but for the states that a leak keeps. last-sequence goes by its time to live. */
    void clearUnless(Predicate<String> kept) {
        conversation.clear();
        if (transcript != null && !kept.test(TRANSCRIPT)) {
            transcript.clear();
        }
        if (participants != null && !kept.test(PARTICIPANTS)) {
            participants.clear();
        }
        if (customerProfile != null && !kept.test(CUSTOMER_PROFILE)) {
            customerProfile.clear();
        }
    }
}
