package io.streamgauge.agent.inspect.warning;

import io.streamgauge.agent.inspect.part.Names;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.NotRead;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was not read, and why: what is missing for the same reason in several states of an operator is said once. */
final class MissingWarnings {

    private MissingWarnings() {}

    private record Missing(@Nullable String operator, NotRead what) {}

    static List<Warning> of(CheckpointReport report, Selection selection) {
        Map<Missing, List<String>> missing = new LinkedHashMap<>();
        for (NotRead what : report.notRead()) {
            missing.put(new Missing(null, what), List.of());
        }
        for (OperatorReport operator : report.operators()) {
            if (selection.has(operator)) {
                collect(operator, selection, missing);
            }
        }
        List<Warning> warnings = new ArrayList<>();
        missing.forEach((what, states) -> warnings.add(warning(what, states)));
        return warnings;
    }

    private static void collect(OperatorReport operator, Selection selection, Map<Missing, List<String>> missing) {
        String name = Names.of(operator);
        for (NotRead what : operator.notRead()) {
            missing.put(new Missing(name, what), List.of());
        }
        for (StateReport state : operator.states()) {
            if (selection.has(state)) {
                for (NotRead what : state.notRead()) {
                    missing.computeIfAbsent(new Missing(name, what), key -> new ArrayList<>())
                            .add(Names.of(state));
                }
            }
        }
    }

    private static Warning warning(Missing missing, List<String> states) {
        String subject = missing.operator();
        if (states.size() == 1) {
            subject = subject + " / " + states.get(0);
        } else if (!states.isEmpty()) {
            subject = subject + ", " + states.size() + " states";
        }
        String why = missing.what().why();
        return new Warning("not-read", subject, "not read: " + missing.what().what() + ": " + why, fix(why));
    }

    private static String fix(String why) {
        if (why.contains("outside of")) {
            return "if the file belongs to the checkpoint, name its directory by --also DIRECTORY";
        }
        if (why.startsWith("access denied")) {
            return "run as a user who may read it";
        }
        if (why.startsWith("there is no file")) {
            return "copy shared/ and taskowned/ along with the checkpoint, or name where the file is by --also DIRECTORY";
        }
        return "";
    }
}
