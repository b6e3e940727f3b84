import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts per key, with metrics of every bad kind, and fails once; compiled by the tests against the Flink they run. */
public final class HostileJob {
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        DataGeneratorSource<Long> numbers = new DataGeneratorSource<>(
                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(500), Types.LONG);
        environment
                .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .keyBy(number -> number % 100)
                .process(new Count())
                .uid("count")
                .name("count")
                .print()
                .uid("print");
        environment.execute("hostile");
    }

    static final class Count extends KeyedProcessFunction<Long, Long, Long> {
        private transient ValueState<Long> seen;

        @Override
        public void open(OpenContext context) {
            seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Long.class));
            MetricGroup group = getRuntimeContext().getMetricGroup();
            // One object in all subtasks of the JVM.
            group.gauge("shared", (Gauge<Long>) () -> 42L);
            group.gauge("throwing", (Gauge<Long>) () -> {
                throw new IllegalStateException();
            });
            group.gauge("blocking", (Gauge<Long>) () -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return 0L;
            });
            group.gauge("text", (Gauge<String>) () -> "text");
            group.gauge("list", (Gauge<List<Integer>>) () -> List.of(1));
            group.gauge("nothing", (Gauge<Long>) () -> null);
            group.gauge("notANumber", (Gauge<Double>) () -> Double.NaN);
            group.addGroup("odd", "a\n\"b\" \uD83D\uDE80").gauge("odd", (Gauge<Long>) () -> 7L);
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            Long before = seen.value();
            seen.update(before == null ? 1L : before + 1);
            if (number > 4_000 && getRuntimeContext().getTaskInfo().getAttemptNumber() == 0) {
                throw new IllegalStateException("failing once");
            }
        }
    }
}
