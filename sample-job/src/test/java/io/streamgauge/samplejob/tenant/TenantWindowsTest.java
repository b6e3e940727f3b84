package io.streamgauge.samplejob.tenant;

import io.streamgauge.samplejob.conversation.Outcome;
import io.streamgauge.samplejob.conversation.OutcomeKind;
import io.streamgauge.samplejob.leak.LeakPlan;
import io.streamgauge.samplejob.options.Arguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TenantWindowsTest {

    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int OUTCOMES = 100;

    @TempDir
    Path directory;

    @Test
    void tumbleWithoutALeakAndBeforeOneBegins() {
        TenantWindows none = new TenantWindows(10_000, plan("none", "ignored"));
        TenantWindows later = new TenantWindows(10_000, plan("open-windows", "ignored"));

        assertThat(none.windowOf(outcome(OutcomeKind.CLOSED), START + 12_345))
                .isEqualTo(new TimeWindow(START + 10_000, START + 20_000));
        assertThat(later.windowOf(outcome(OutcomeKind.CLOSED), START + 999))
                .isEqualTo(new TimeWindow(START, START + 10_000));
    }

    @Test
    void neitherLeaveContentsNorTimersBehindWithoutALeak() throws Exception {
        try (Operator operator = operator(plan("none", "ignored"))) {
            feed(operator, START + 2_000);
            assertThat(operator.numKeyedStateEntries()).isPositive();
            operator.processWatermark(new Watermark(START + 60_000));

            assertThat(operator.numKeyedStateEntries()).isZero();
            assertThat(operator.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void longWindowsFillUntilTheyEndAndThenLeaveNothing() throws Exception {
        try (Operator operator = new Operator(new TenantWindows(600_000, plan("none", "ignored")))) {
            operator.open();
            for (int tenant = 0; tenant < OUTCOMES; tenant++) {
                Outcome outcome = outcome(OutcomeKind.OPENED);
                outcome.tenant = tenant;
                operator.processElement(outcome, START + tenant * 5_000L);
                operator.processWatermark(new Watermark(START + tenant * 5_000L));
                assertThat(operator.numKeyedStateEntries()).isEqualTo(tenant + 1);
            }
            operator.processWatermark(new Watermark(START + 600_000));
            assertThat(operator.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void openWindowsKeepContentsAndATimerOfEachClosing() throws Exception {
        try (Operator operator = operator(plan("open-windows", "ignored"))) {
            feed(operator, START + 2_000);
            operator.processWatermark(new Watermark(START + 60_000));

            assertThat(operator.numKeyedStateEntries()).isEqualTo(OUTCOMES);
            assertThat(operator.numEventTimeTimers()).isEqualTo(OUTCOMES);
        }
    }

    @Test
    void noMoreOfThemOnceTheControlFileSaysSo() throws Exception {
        Files.writeString(directory.resolve("control"), "leak=none");
        try (Operator operator = operator(plan("open-windows", "control"))) {
            feed(operator, START + 2_000);
            operator.processWatermark(new Watermark(START + 60_000));

            assertThat(operator.numKeyedStateEntries()).isZero();
        }
    }

    private static void feed(Operator operator, long eventMillis) throws Exception {
        for (int i = 0; i < OUTCOMES; i++) {
            // Fifteen milliseconds apart are fifteen seconds in the wrong unit.
            operator.processElement(outcome(OutcomeKind.CLOSED), eventMillis + i * 15L);
            operator.processElement(outcome(OutcomeKind.OPENED), eventMillis + i * 15L);
        }
    }

    private static Outcome outcome(OutcomeKind kind) {
        Outcome outcome = new Outcome();
        outcome.tenant = 7;
        outcome.kind = kind;
        return outcome;
    }

    private LeakPlan plan(String leak, String controlFile) {
        Arguments arguments = Arguments.of(
                "--leak",
                leak,
                "--leak-after=1s",
                "--control-file",
                directory.resolve(controlFile).toString());
        LeakPlan plan = new LeakPlan(arguments, START, List.of("customer-profile"));
        assertThat(arguments.problems()).isEmpty();
        return plan;
    }

    private static Operator operator(LeakPlan plan) throws Exception {
        Operator operator = new Operator(new TenantWindows(10_000, plan));
        operator.open();
        return operator;
    }

    /** The window operator as the job has it. */
    private static final class Operator
            extends KeyedOneInputStreamOperatorTestHarness<Integer, Outcome, TenantActivity> {

        Operator(TenantWindows windows) throws Exception {
            super(
                    new WindowOperatorBuilder<Outcome, Integer, TimeWindow>(
                                    windows,
                                    windows.getDefaultTrigger(),
                                    new ExecutionConfig(),
                                    TypeInformation.of(Outcome.class),
                                    outcome -> outcome.tenant,
                                    Types.INT)
                            .aggregate(
                                    new ActivityCount(),
                                    new ActivityReport(),
                                    TypeInformation.of(TenantActivity.class)),
                    outcome -> outcome.tenant,
                    Types.INT);
        }

        @Override
        public void close() {
            try {
                super.close();
            } catch (Exception e) {
                throw new IllegalStateException("the operator does not close", e);
            }
        }
    }
}
