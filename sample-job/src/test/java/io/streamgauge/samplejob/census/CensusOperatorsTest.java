package io.streamgauge.samplejob.census;

import io.streamgauge.samplejob.census.traffic.CensusEvent;
import io.streamgauge.samplejob.census.truth.CensusOptions;
import io.streamgauge.samplejob.census.truth.CensusPlan;
import io.streamgauge.samplejob.census.truth.CensusTruth;
import io.streamgauge.samplejob.census.truth.StateTruth;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The operators alone, on the heap: rows and timers in Flink's own tables are those of the truth. */
class CensusOperatorsTest {

    private static final int KEYS = 240;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void rosterHasWhatTheTruthSays(int visits) throws Exception {
        CensusOptions options = options("roster", visits);

        assertOperator("roster", options, new RosterFunction(options), event -> event.key, Types.LONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void namedHasWhatTheTruthSays(int visits) throws Exception {
        CensusOptions options = options("named", visits);
        CensusPlan plan = new CensusPlan(options);

        assertOperator("named", options, new NamedFunction(plan), event -> plan.name(event.key), Types.STRING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tumbling", "sessions"})
    void windowsAreWhatTheTruthSays(String operator) throws Exception {
        CensusOptions options = options(operator, 4);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        new CensusGraph(environment, options).build();
        StreamNode node = environment.getStreamGraph().getStreamNodes().stream()
                .filter(candidate -> operator.equals(candidate.getTransformationUID()))
                .findFirst()
                .orElseThrow();

        assertOperator(operator, options, operator(node), event -> event.key, Types.LONG);
    }

    @Test
    void usesNoGenericSerializer() {
        assertThat(TypeInformation.of(CensusEvent.class)).isInstanceOf(PojoTypeInfo.class);
    }

    private static CensusOptions options(String operator, int visits) {
        return CensusOptions.of(
                "--keys", "" + KEYS, "--visits", "" + visits, "--payload", "200", "--operators", operator);
    }

    @SuppressWarnings("unchecked") // of the graph's own types
    private static OneInputStreamOperator<CensusEvent, Object> operator(StreamNode node) {
        return (OneInputStreamOperator<CensusEvent, Object>)
                ((SimpleOperatorFactory<Object>) node.getOperatorFactory()).getOperator();
    }

    private static <K> void assertOperator(
            String name,
            CensusOptions options,
            KeyedProcessFunction<K, CensusEvent, Long> function,
            KeySelector<CensusEvent, K> key,
            TypeInformation<K> keyType)
            throws Exception {
        assertOperator(name, options, new KeyedProcessOperator<>(function), key, keyType);
    }

    @SuppressWarnings("try") // closing the harness may be interrupted, as everything here
    private static <K, R> void assertOperator(
            String name,
            CensusOptions options,
            OneInputStreamOperator<CensusEvent, R> operator,
            KeySelector<CensusEvent, K> key,
            TypeInformation<K> keyType)
            throws Exception {
        CensusPlan plan = new CensusPlan(options);
        try (KeyedOneInputStreamOperatorTestHarness<K, CensusEvent, R> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(operator, key, keyType)) {
            harness.open();
            for (int visit = 0; visit < options.visits(); visit++) {
                for (long number = 0; number < options.keys(); number++) {
                    CensusEvent event = new CensusEvent();
                    event.key = number;
                    event.visit = visit;
                    event.eventMillis = plan.eventMillis(number, visit);
                    harness.processElement(event, event.eventMillis);
                }
            }
            long rows = 0;
            long eventTimers = 0;
            long clockTimers = 0;
            for (StateTruth state : CensusTruth.of(options).states()) {
                if (!state.operator().equals(name)) {
                    continue;
                }
                if (state.kind().equals("event-timers")) {
                    eventTimers += state.entries();
                } else if (state.kind().equals("processing-timers")) {
                    clockTimers += state.entries();
                } else {
                    // The heap has one row for all of a key's map.
                    rows += state.kind().equals("map") ? state.keys() : state.entries();
                }
            }
            assertThat(harness.numKeyedStateEntries()).isEqualTo((int) rows).isPositive();
            assertThat(harness.numEventTimeTimers())
                    .isEqualTo((int) eventTimers)
                    .isPositive();
            assertThat(harness.numProcessingTimeTimers()).isEqualTo((int) clockTimers);
        }
    }
}
