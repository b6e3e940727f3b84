package io.streamgauge.samplejob.census;

import io.streamgauge.samplejob.census.traffic.CensusEvent;
import io.streamgauge.samplejob.census.traffic.CensusSource;
import io.streamgauge.samplejob.census.traffic.Sequence;
import io.streamgauge.samplejob.census.truth.CensusOptions;
import io.streamgauge.samplejob.census.truth.CensusPlan;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/** The operators; uids are names, and those of {@link CensusOptions#OPERATORS} have state. No watermark ever passes. */
final class CensusGraph {

    /** Enough for the time that anybody watches. */
    private static final long FLOOD_RECORDS = 1_000_000;

    private static final long BRIEF_RECORDS = 10;

    private final StreamExecutionEnvironment environment;
    private final CensusOptions options;
    private final CensusPlan plan;

    CensusGraph(StreamExecutionEnvironment environment, CensusOptions options) {
        this.environment = environment;
        this.options = options;
        plan = new CensusPlan(options);
    }

    void build() {
        SingleOutputStreamOperator<CensusEvent> events = source("events", Sequence.of(options), false);
        if (!options.finishing()) {
            // Else the subtasks without a split end, while the first stays open.
            events.setParallelism(1);
        }
        KeyedStream<CensusEvent, Long> byKey = events.keyBy(event -> event.key, Types.LONG);
        if (options.has("roster")) {
            end("roster", byKey.process(new RosterFunction(options), Types.LONG));
        }
        if (options.has("named")) {
            CensusPlan named = plan;
            end(
                    "named",
                    events.keyBy(event -> named.name(event.key), Types.STRING)
                            .process(new NamedFunction(plan), Types.LONG));
        }
        if (options.has("tumbling")) {
            end(
                    "tumbling",
                    byKey.window(TumblingEventTimeWindows.of(Duration.ofDays(1)))
                            .apply(new CountWindow(), Types.LONG));
        }
        if (options.has("sessions")) {
            end(
                    "sessions",
                    byKey.window(EventTimeSessionWindows.withGap(Duration.ofMillis(CensusPlan.SESSION_GAP_MILLIS)))
                            .aggregate(new MeanOfVisits(), Types.TUPLE(Types.LONG, Types.LONG), Types.DOUBLE));
        }
        end("parts", events.rebalance().map(new PartsFunction(plan)));
        if (options.has("rules")) {
            BroadcastStream<CensusEvent> rules = source("rules-source", Sequence.once(options, options.rules()), false)
                    .setParallelism(1)
                    .broadcast(RulesFunction.descriptor());
            end("rules", byKey.connect(rules).process(new RulesFunction(plan), Types.LONG));
        }
        if (options.flood()) {
            end(
                    "drip",
                    source("flood", Sequence.once(options, FLOOD_RECORDS), false)
                            .setParallelism(1)
                            .rebalance()
                            .map(new Drip()));
        }
        if (options.finishing()) {
            end(
                    "brief",
                    source("brief-source", Sequence.once(options, BRIEF_RECORDS), true)
                            .setParallelism(1)
                            .rebalance()
                            .map(event -> event.key)
                            .returns(Types.LONG));
        }
    }

    private SingleOutputStreamOperator<CensusEvent> source(String uid, Sequence sequence, boolean ends) {
        return environment
                .fromSource(
                        new CensusSource(sequence, ends),
                        WatermarkStrategy.<CensusEvent>noWatermarks()
                                .withTimestampAssigner((event, given) -> event.eventMillis),
                        uid,
                        TypeInformation.of(CensusEvent.class))
                .uid(uid);
    }

    private static <T> void end(String uid, SingleOutputStreamOperator<T> operator) {
        DataStream<T> named = operator.uid(uid).name(uid);
        named.sinkTo(new DiscardingSink<>()).uid(uid + "-sink").name(uid + "-sink");
    }
}
