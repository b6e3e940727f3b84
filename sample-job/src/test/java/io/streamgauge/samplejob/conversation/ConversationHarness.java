package io.streamgauge.samplejob.conversation;

import io.streamgauge.samplejob.leak.ControlTick;
import io.streamgauge.samplejob.leak.Leak;
import io.streamgauge.samplejob.leak.LeakPlan;
import io.streamgauge.samplejob.options.Arguments;
import io.streamgauge.samplejob.traffic.EventGenerator;
import io.streamgauge.samplejob.traffic.EventKind;
import io.streamgauge.samplejob.traffic.SupportEvent;
import io.streamgauge.samplejob.traffic.TrafficSettings;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.contrib.streaming.state.RocksDBKeyedStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;

/** The conversations operator alone, on RocksDB, fed with generated events under a hand-driven clock and watermark. */
final class ConversationHarness implements AutoCloseable {

    private static final List<String> STATES =
            List.of("conversation", "transcript", "participants", "customer-profile", "last-sequence", "timers");

    private static final int EVENTS_PER_WATERMARK = 10;

    private final TrafficSettings traffic;
    private final EventGenerator events;
    private final CoBroadcastWithKeyedOperator<Long, SupportEvent, ControlTick, Outcome> operator;
    private final KeyedTwoInputStreamOperatorTestHarness<Long, SupportEvent, ControlTick, Outcome> harness;
    private long next;
    private long tick;

    private ConversationHarness(List<String> options) throws Exception {
        Arguments arguments = Arguments.of(options.toArray(String[]::new));
        traffic = new TrafficSettings(arguments, 0);
        ConversationSettings settings = new ConversationSettings(arguments);
        LeakPlan plan = new LeakPlan(arguments, 0, ConversationFunction.leakableStates());
        if (!arguments.problems().isEmpty()) {
            throw new IllegalArgumentException(arguments.problems().toString());
        }
        events = new EventGenerator(traffic, plan, false);
        events.open(null);
        operator = new CoBroadcastWithKeyedOperator<>(
                new ConversationFunction(settings, plan), List.of(ConversationFunction.controlDescriptor()));
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                operator, event -> event.conversation, tick -> 0L, Types.LONG);
        EmbeddedRocksDBStateBackend rocksDb = new EmbeddedRocksDBStateBackend();
        // The harness has next to no managed memory, and RocksDB would write a file for every few entries.
        rocksDb.getMemoryConfiguration().setUseManagedMemory(false);
        harness.setStateBackend(rocksDb);
    }

    /** 100 events per second of event time, spread over 10 conversations of about 2 s each. */
    static ConversationHarness open(String... options) throws Exception {
        return restored(Optional.empty(), options);
    }

    static ConversationHarness restored(Optional<OperatorSubtaskState> state, String... options) throws Exception {
        List<String> small = List.of(
                "--rate=100",
                "--partitions=1",
                "--open-conversations=10",
                "--lifetime=2s",
                "--key-skew=0",
                "--out-of-order=20ms",
                "--reply-deadline=200ms",
                "--rating-window=1s",
                "--leak-after=1ms");
        ConversationHarness harness = new ConversationHarness(
                Stream.concat(small.stream().filter(option -> !isGiven(option, options)), Stream.of(options))
                        .collect(Collectors.toList()));
        harness.harness.setup();
        if (state.isPresent()) {
            harness.harness.initializeState(state.get());
        }
        harness.harness.open();
        harness.harness.processWatermark2(Watermark.MAX_WATERMARK);
        return harness;
    }

    private static boolean isGiven(String option, String... options) {
        String name = option.substring(0, option.indexOf('='));
        return Stream.of(options).anyMatch(given -> given.equals(name) || given.startsWith(name + "="));
    }

    /** The broadcast side. */
    void tell(Leak leak) throws Exception {
        harness.processElement2(new StreamRecord<>(new ControlTick(leak, tick++)));
    }

    /** The next events, with a watermark after every few, as a source sends them. */
    void run(int count) throws Exception {
        for (int fed = 0; fed < count; fed += EVENTS_PER_WATERMARK) {
            long eventMillis = feed(EVENTS_PER_WATERMARK);
            harness.processWatermark1(new Watermark(eventMillis - traffic.outOfOrderMillis()));
        }
    }

    /** The next events; event time stands still. Returns the latest event time. */
    long feed(int count) throws Exception {
        long latest = 0;
        for (int i = 0; i < count; i++) {
            SupportEvent event = events.map(next++);
            latest = Math.max(latest, event.eventMillis);
            harness.processElement1(new StreamRecord<>(event, event.eventMillis));
        }
        return latest;
    }

    /** Only the events that belong to conversations already open, until all of them are closed and forgotten. */
    void drain() throws Exception {
        long opened = next;
        long latest = 0;
        for (int i = 0; i < 2_000; i++) {
            SupportEvent event = events.map(opened + i);
            latest = Math.max(latest, event.eventMillis);
            if (event.kind != EventKind.OPENED) {
                harness.processElement1(new StreamRecord<>(event, event.eventMillis));
            }
        }
        next += 2_000;
        harness.processWatermark1(new Watermark(latest + 60_000));
    }

    /** Leaves events out: a restored operator does not take those it has had as new. */
    void skipTo(long index) {
        next = index;
    }

    void pass(long millis) throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + millis);
        harness.setStateTtlProcessingTime(harness.getProcessingTime());
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    /** The states that hold anything; pending timers are called "timers". */
    Set<String> filled() {
        return STATES.stream().filter(state -> size(state) > 0).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Number of keys of a state, or of pending timers under "timers". */
    int size(String state) {
        return state.equals("timers")
                ? harness.numEventTimeTimers()
                : keys(state).size();
    }

    private List<Long> keys(String state) {
        AbstractKeyedStateBackend<Long> backend =
                (AbstractKeyedStateBackend<Long>) ((AbstractStreamOperator<?>) operator).<Long>getKeyedStateBackend();
        try (Stream<Long> keys = backend.getKeys(state, VoidNamespace.INSTANCE)) {
            return keys.distinct().collect(Collectors.toList());
        }
    }

    /** How many keys still show a last sequence number: RocksDB keeps expired ones until it compacts. */
    int liveSequences() throws Exception {
        int live = 0;
        for (Long key : keys("last-sequence")) {
            operator.setCurrentKey(key);
            ValueState<Integer> state =
                    operator.getRuntimeContext().getState(new ValueStateDescriptor<>("last-sequence", Types.INT));
            live += state.value() == null ? 0 : 1;
        }
        return live;
    }

    /** Has RocksDB rewrite a state's files, so that whatever its filters drop is gone. */
    void compact(String state) throws Exception {
        RocksDBKeyedStateBackend<?> backend =
                (RocksDBKeyedStateBackend<?>) ((AbstractStreamOperator<?>) operator).<Long>getKeyedStateBackend();
        Field database = RocksDBKeyedStateBackend.class.getDeclaredField("db");
        database.setAccessible(true);
        Field families = RocksDBKeyedStateBackend.class.getDeclaredField("kvStateInformation");
        families.setAccessible(true);
        RocksDBKeyedStateBackend.RocksDbKvStateInfo info = (RocksDBKeyedStateBackend.RocksDbKvStateInfo)
                Objects.requireNonNull(((Map<?, ?>) families.get(backend)).get(state), state);
        ColumnFamilyHandle family = info.columnFamilyHandle;
        RocksDB rocksDb = (RocksDB) database.get(backend);
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            rocksDb.flush(flush, family);
        }
        try (CompactRangeOptions everything = new CompactRangeOptions()
                .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForce)) {
            rocksDb.compactRange(family, null, null, everything);
        }
    }

    /** How many messages the transcripts hold, all conversations together. */
    int messagesKept() throws Exception {
        int messages = 0;
        for (Long key : keys("transcript")) {
            operator.setCurrentKey(key);
            for (String ignored : operator.getRuntimeContext()
                    .getListState(new ListStateDescriptor<>("transcript", Types.STRING))
                    .get()) {
                messages++;
            }
        }
        return messages;
    }

    /** All customer profiles, by key. */
    Map<Long, String> profiles() throws Exception {
        Map<Long, String> profiles = new TreeMap<>();
        for (Long key : keys("customer-profile")) {
            operator.setCurrentKey(key);
            profiles.put(
                    key,
                    operator.getRuntimeContext()
                            .getState(new ValueStateDescriptor<>("customer-profile", Types.STRING))
                            .value());
        }
        return profiles;
    }

    /** Entries of the broadcast state. */
    int controlEntries() throws Exception {
        int entries = 0;
        for (Object ignored : operator.getOperatorStateBackend()
                .getBroadcastState(ConversationFunction.controlDescriptor())
                .entries()) {
            entries++;
        }
        return entries;
    }

    int count(OutcomeKind kind) {
        return (int) harness.extractOutputValues().stream()
                .filter(outcome -> outcome.kind == kind)
                .count();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("the operator does not close", e);
        }
    }
}
