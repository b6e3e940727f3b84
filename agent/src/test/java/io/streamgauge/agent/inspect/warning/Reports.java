package io.streamgauge.agent.inspect.warning;

import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import io.streamgauge.checkpoint.report.CheckpointIdentity;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.DataAge;
import io.streamgauge.checkpoint.report.Depth;
import io.streamgauge.checkpoint.report.KeyGroupSizes;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.NotRead;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.ReadCost;
import io.streamgauge.checkpoint.report.Serializers;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.StateSize;
import io.streamgauge.checkpoint.report.SubtaskSize;
import io.streamgauge.checkpoint.report.TimeHistogram;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports as a reading makes them, of what a test is about. */
public final class Reports {
    public static final String JOB = "00000000000000000000000000000001";

    private Reports() {}

    /** A state; what is not said is unremarkable. */
    public record State(
            String name,
            StateKind kind,
            TimeToLive timeToLive,
            NamespaceKind namespace,
            long bytes,
            long entries,
            long tombstones,
            long rangeDeletions,
            Instant newest,
            List<Long> subtaskBytes,
            @Nullable List<Long> groupBytes,
            @Nullable TimeHistogram times,
            List<NotRead> notRead) {

        public static State value(String name, long bytes) {
            return new State(
                    name,
                    StateKind.VALUE,
                    TimeToLive.ON,
                    NamespaceKind.VOID,
                    bytes,
                    bytes / 10,
                    0,
                    0,
                    Instant.EPOCH,
                    List.of(bytes),
                    null,
                    null,
                    List.of());
        }

        public State withoutTimeToLive() {
            return new State(
                    name,
                    kind,
                    TimeToLive.OFF,
                    namespace,
                    bytes,
                    entries,
                    tombstones,
                    rangeDeletions,
                    newest,
                    subtaskBytes,
                    groupBytes,
                    times,
                    notRead);
        }

        public State in(NamespaceKind other) {
            return new State(
                    name,
                    kind,
                    timeToLive,
                    other,
                    bytes,
                    entries,
                    tombstones,
                    rangeDeletions,
                    newest,
                    subtaskBytes,
                    groupBytes,
                    times,
                    notRead);
        }

        public State with(long someTombstones, long someRangeDeletions) {
            return new State(
                    name,
                    kind,
                    timeToLive,
                    namespace,
                    bytes,
                    entries,
                    someTombstones,
                    someRangeDeletions,
                    newest,
                    subtaskBytes,
                    groupBytes,
                    times,
                    notRead);
        }

        public State spread(List<Long> subtasks, @Nullable List<Long> groups) {
            return new State(
                    name,
                    kind,
                    timeToLive,
                    namespace,
                    bytes,
                    entries,
                    tombstones,
                    rangeDeletions,
                    newest,
                    subtasks,
                    groups,
                    times,
                    notRead);
        }

        public State timers(TimeHistogram dueTimes) {
            return new State(
                    name,
                    StateKind.EVENT_TIME_TIMERS,
                    timeToLive,
                    namespace,
                    bytes,
                    entries,
                    tombstones,
                    rangeDeletions,
                    newest,
                    subtaskBytes,
                    groupBytes,
                    dueTimes,
                    notRead);
        }

        public State missing(NotRead what) {
            return new State(
                    name,
                    kind,
                    timeToLive,
                    namespace,
                    bytes,
                    entries,
                    tombstones,
                    rangeDeletions,
                    newest,
                    subtaskBytes,
                    groupBytes,
                    times,
                    List.of(what));
        }

        StateReport report() {
            List<SubtaskSize> subtasks = new ArrayList<>();
            for (int i = 0; i < subtaskBytes.size(); i++) {
                subtasks.add(new SubtaskSize(i, subtaskBytes.get(i), null));
            }
            return new StateReport(
                    name,
                    kind,
                    Serializers.UNKNOWN,
                    timeToLive,
                    namespace,
                    new StateSize(bytes, 1, entries, tombstones, 0L, rangeDeletions, null, null),
                    new DataAge(newest, newest),
                    subtasks,
                    groupBytes == null
                            ? null
                            : new KeyGroupSizes(
                                    groupBytes.stream()
                                            .mapToLong(bytes -> bytes)
                                            .toArray(),
                                    KeyGroupSizes.Basis.INDEX),
                    null,
                    times,
                    null,
                    null,
                    null,
                    null,
                    notRead);
        }
    }

    /** An operator as wide as its widest state. */
    public static OperatorReport operator(int number, State... states) {
        int parallelism = 1;
        for (State state : states) {
            parallelism = Math.max(parallelism, state.subtaskBytes().size());
        }
        return new OperatorReport(
                String.format("%032x", number),
                "op" + number,
                null,
                parallelism,
                128,
                0,
                0,
                0,
                0,
                0,
                null,
                Stream.of(states).map(State::report).toList(),
                List.of());
    }

    public static CheckpointReport checkpoint(String jobId, long id, OperatorReport... operators) {
        return new CheckpointReport(
                new CheckpointIdentity("/flink/" + jobId + "/chk-" + id, jobId, id, 6),
                Depth.SIZES,
                List.of(operators),
                List.of(),
                new ReadCost(1, 1, 0, Duration.ZERO));
    }

    public static LocatedCheckpoint located(CheckpointReport report, Instant written) {
        return new LocatedCheckpoint(
                report.checkpoint().path(),
                OptionalLong.of(report.checkpoint().id()),
                report.checkpoint().jobId(),
                true,
                written);
    }
}
