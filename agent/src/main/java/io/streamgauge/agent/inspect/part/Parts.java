package io.streamgauge.agent.inspect.part;

import io.streamgauge.agent.inspect.part.Part.Kind;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.UndividedState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A checkpoint divided up.
 *
 * @param parts those that are wanted, states before others, the largest first, those of unknown size last
 * @param totalBytes of the whole checkpoint
 */
public record Parts(List<Part> parts, long totalBytes) {
    private static final Comparator<Part> LARGEST_FIRST = Comparator.comparing((Part part) -> !part.isState())
            .thenComparing(part -> part.bytes() == null)
            .thenComparing(Comparator.comparingLong(Part::knownBytes).reversed())
            .thenComparing(Part::operator)
            .thenComparing(Part::name);

    public Parts {
        parts = List.copyOf(parts);
    }

    /** What is wanted of a report. What belongs to no state is left out where states were asked for by name. */
    public static Parts of(CheckpointReport report, Selection selection) {
        List<OperatorReport> operators =
                report.operators().stream().filter(selection::has).toList();
        List<Part> parts = new ArrayList<>();
        for (OperatorReport operator : operators) {
            operator.states().stream().filter(selection::has).forEach(state -> parts.add(state(operator, state)));
            if (selection.state() == null && operator.undivided() != null) {
                parts.add(undivided(operator, operator.undivided()));
            }
        }
        if (selection.state() == null) {
            sum(parts, operators, Kind.IN_FLIGHT, "(records in flight)", OperatorReport::inFlightBytes);
            sum(parts, operators, Kind.CHANGELOG, "(changelog, of all states)", OperatorReport::changelogBytes);
            sum(parts, operators, Kind.COORDINATOR, "(coordinators)", OperatorReport::coordinatorBytes);
            sum(parts, operators, Kind.OTHER, "(of no single state)", Parts::others);
        }
        parts.sort(LARGEST_FIRST);
        return new Parts(parts, report.bytes());
    }

    /** The bytes of what is not wanted. */
    public long restBytes() {
        return totalBytes - parts.stream().mapToLong(Part::knownBytes).sum();
    }

    /** Of the whole, 0 to 1. */
    public double share(long bytes) {
        return totalBytes == 0 ? 0 : (double) bytes / totalBytes;
    }

    private static Part state(OperatorReport operator, StateReport state) {
        return new Part(
                Kind.STATE,
                operator.id(),
                Names.of(operator),
                Names.of(state),
                state.size().bytes(),
                state,
                null,
                operator.parallelism());
    }

    private static Part undivided(OperatorReport operator, UndividedState undivided) {
        long within = operator.states().stream()
                .filter(state -> state.size().bytes() == null && !state.kind().isOperatorState())
                .count();
        String name = within == 0 ? "(keyed states together)" : "(" + within + " keyed states together)";
        return new Part(
                Kind.UNDIVIDED,
                operator.id(),
                Names.of(operator),
                name,
                undivided.bytes(),
                null,
                undivided,
                operator.parallelism());
    }

    private static void sum(
            List<Part> parts,
            List<OperatorReport> operators,
            Kind kind,
            String name,
            ToLongFunction<OperatorReport> of) {
        long bytes = operators.stream().mapToLong(of).sum();
        if (bytes > 0) {
            parts.add(new Part(kind, "", "", name, bytes, null, null, 0));
        }
    }

    private static long others(OperatorReport operator) {
        UndividedState undivided = operator.undivided();
        return operator.otherBytes() - (undivided == null ? 0 : undivided.bytes());
    }
}
