package io.streamgauge.samplejob.traffic;

import io.streamgauge.samplejob.leak.LeakPlan;
import io.streamgauge.samplejob.options.Arguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionWatermarksTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Collected output = new Collected();

    @Test
    void tellsNothingBeforeTheFirstEvent() {
        watermarks().onPeriodicEmit(output);

        assertThat(output.millis).isEmpty();
    }

    @Test
    void staysBehindTheLatestEventByTheBoundOfDisorder() {
        PartitionWatermarks watermarks = watermarks();
        at(watermarks, 0, 5_000);
        at(watermarks, 0, 4_800);

        assertThat(output.millis).containsExactly(4_899L, 4_899L);
    }

    @Test
    void standsStillInPartitionZeroOnceTheStallBegins() {
        PartitionWatermarks watermarks = watermarks("--leak=stalled-watermark", "--leak-after=10s");
        at(watermarks, 0, 9_000);
        at(watermarks, 0, 10_000);
        at(watermarks, 0, 60_000);

        assertThat(output.millis).containsExactly(8_899L);
    }

    @Test
    void goesOnInOtherPartitions() {
        PartitionWatermarks watermarks = watermarks("--leak=stalled-watermark", "--leak-after=10s");
        at(watermarks, 1, 60_000);

        assertThat(output.millis).containsExactly(59_899L);
    }

    @Test
    void goesOnUnderOtherLeaks() {
        PartitionWatermarks watermarks = watermarks("--leak=never-cleared", "--leak-after=10s");
        at(watermarks, 0, 60_000);

        assertThat(output.millis).containsExactly(59_899L);
    }

    @Test
    void catchesUpWhenToldToStopStalling(@TempDir Path directory) throws IOException {
        Path control = directory.resolve("control");
        PartitionWatermarks watermarks =
                watermarks("--leak=stalled-watermark", "--leak-after=10s", "--control-file", control.toString());
        at(watermarks, 0, 60_000);
        assertThat(output.millis).isEmpty();

        Files.writeString(control, "leak=none\n");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        watermarks.onPeriodicEmit(output);

        assertThat(output.millis).containsExactly(59_899L);
    }

    private PartitionWatermarks watermarks(String... options) {
        LeakPlan plan = new LeakPlan(Arguments.of(options), 0, List.of("customer-profile"));
        return new PartitionWatermarks(100, plan, nanos::get);
    }

    private void at(PartitionWatermarks watermarks, int partition, long eventMillis) {
        SupportEvent event = new SupportEvent();
        event.partition = partition;
        watermarks.onEvent(event, eventMillis, output);
        watermarks.onPeriodicEmit(output);
    }

    private static final class Collected implements WatermarkOutput {

        private final List<Long> millis = new ArrayList<>();

        @Override
        public void emitWatermark(Watermark watermark) {
            millis.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            throw new AssertionError("an idle partition would not hold back the others");
        }

        @Override
        public void markActive() {}
    }
}
