package io.streamgauge.samplejob;

import io.streamgauge.samplejob.conversation.ConversationFunction;
import io.streamgauge.samplejob.conversation.Outcome;
import io.streamgauge.samplejob.leak.ControlTick;
import io.streamgauge.samplejob.leak.ControlTicks;
import io.streamgauge.samplejob.tenant.ActivityCount;
import io.streamgauge.samplejob.tenant.ActivityReport;
import io.streamgauge.samplejob.tenant.TenantActivity;
import io.streamgauge.samplejob.tenant.TenantWindows;
import io.streamgauge.samplejob.traffic.EventGenerator;
import io.streamgauge.samplejob.traffic.EventSequence;
import io.streamgauge.samplejob.traffic.PartitionWatermarks;
import io.streamgauge.samplejob.traffic.SupportEvent;
import io.streamgauge.samplejob.traffic.TrafficSettings;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The operators and how they are joined. Uids are names that savepoints, dashboards and findings rest on.
 *
 * <pre>
 * support-events ─keyBy conversation─▶ conversations ─┬─────────────────────────▶ outcomes-sink
 * control ──────────broadcast────────▶               └─keyBy tenant─▶ tenant-activity ─▶ activity-sink
 * </pre>
 */
final class JobGraph {

    private static final double CONTROL_TICKS_PER_SECOND = 1;

    private JobGraph() {}

    static void build(StreamExecutionEnvironment environment, JobSettings settings) {
        SingleOutputStreamOperator<Outcome> outcomes = events(environment, settings)
                .keyBy(event -> event.conversation, Types.LONG)
                .connect(control(environment, settings))
                .process(
                        new ConversationFunction(settings.conversations(), settings.leakPlan()),
                        TypeInformation.of(Outcome.class))
                .uid("conversations")
                .name("conversations");
        outcomes.sinkTo(new DiscardingSink<>()).uid("outcomes-sink").name("outcomes-sink");
        outcomes.keyBy(outcome -> outcome.tenant, Types.INT)
                .window(new TenantWindows(settings.window().toMillis(), settings.leakPlan()))
                .aggregate(
                        new ActivityCount(),
                        new ActivityReport(),
                        TypeInformation.of(TenantActivity.class),
                        TypeInformation.of(TenantActivity.class),
                        TypeInformation.of(TenantActivity.class))
                .uid("tenant-activity")
                .name("tenant-activity")
                .sinkTo(new DiscardingSink<>())
                .uid("activity-sink")
                .name("activity-sink");
    }

    static DataStream<SupportEvent> events(StreamExecutionEnvironment environment, JobSettings settings) {
        TrafficSettings traffic = settings.traffic();
        DataGeneratorSource<SupportEvent> source = new DataGeneratorSource<>(
                new EventGenerator(traffic, settings.leakPlan(), settings.paced()),
                EventSequence.count(traffic.partitions()),
                settings.throttled()
                        ? RateLimiterStrategy.perSecond(traffic.eventsPerSecond())
                        : RateLimiterStrategy.noOp(),
                TypeInformation.of(SupportEvent.class));
        return environment
                .fromSource(
                        source,
                        PartitionWatermarks.strategy(traffic.outOfOrderMillis(), settings.leakPlan()),
                        "support-events")
                .setParallelism(traffic.partitions())
                .uid("support-events");
    }

    private static BroadcastStream<ControlTick> control(StreamExecutionEnvironment environment, JobSettings settings) {
        DataGeneratorSource<ControlTick> source = new DataGeneratorSource<>(
                new ControlTicks(settings.leakPlan()),
                Long.MAX_VALUE,
                RateLimiterStrategy.perSecond(CONTROL_TICKS_PER_SECOND),
                TypeInformation.of(ControlTick.class));
        return environment
                .fromSource(source, ControlTicks.watermarks(), "control")
                .setParallelism(1)
                .uid("control")
                .broadcast(ConversationFunction.controlDescriptor());
    }
}
