package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.part.Names;
import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.checkpoint.report.OperatorReport;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells the names that there are, when none is the one that was asked for. */
final class Selected {
    private static final int NAMED = 20;

    private Selected() {}

    /** @throws InspectException if no checkpoint has anything of what is selected */
    static void check(Selection selection, List<Reading> read) throws InspectException {
        List<OperatorReport> all = read.stream()
                .flatMap(reading -> reading.report().operators().stream())
                .toList();
        List<OperatorReport> operators = all.stream().filter(selection::has).toList();
        if (selection.isAll() || all.isEmpty()) {
            return;
        }
        TreeSet<String> names = new TreeSet<>();
        if (operators.isEmpty()) {
            all.forEach(operator -> names.add(Names.of(operator)));
            throw new InspectException(
                    "--operator: found \"" + selection.operator() + "\", expected one of " + first(names));
        }
        operators.forEach(operator -> operator.states().forEach(state -> names.add(Names.of(state))));
        boolean any = operators.stream()
                .flatMap(operator -> operator.states().stream())
                .anyMatch(selection::has);
        if (selection.state() != null && !any) {
            throw new InspectException("--state: found \"" + selection.state() + "\", expected one of " + first(names));
        }
    }

    private static String first(Set<String> names) {
        String first = String.join(", ", names.stream().limit(NAMED).toList());
        return names.size() > NAMED ? first + ", ..." : first;
    }
}
