package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.cohort.StateTraits;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.checkpoint.report.NamespaceKind;
import java.util.List;
import java.util.Locale;

/** How likely each cause is, by what decided. What is left of 1 is for causes that were not thought of. */
final class CausesOfLives {

    private CausesOfLives() {}

    /** Keys stay that nothing bounds. */
    static List<CauseShare> ofStaying(StateTraits traits, boolean someDie) {
        if (traits.namespace() == NamespaceKind.GLOBAL_WINDOW || traits.namespace() == NamespaceKind.TIME_WINDOW) {
            return List.of(share(Cause.OPEN_WINDOWS, 0.9), share(Cause.NEVER_CLEARED, 0.05));
        }
        if (isSql(traits)) {
            return List.of(share(Cause.SQL_NO_RETENTION, 0.93), share(Cause.NEVER_CLEARED, 0.04));
        }
        return someDie
                ? List.of(share(Cause.PARTLY_CLEARED, 0.9), share(Cause.NEVER_CLEARED, 0.06))
                : List.of(share(Cause.NEVER_CLEARED, 0.9), share(Cause.PARTLY_CLEARED, 0.06));
    }

    static List<CauseShare> of(Cause first, double sure, Cause second) {
        return List.of(share(first, sure), share(second, (1 - sure) * 0.7));
    }

    /** Flink's SQL keeps rows in its own binary format. */
    private static boolean isSql(StateTraits traits) {
        String serializer = traits.valueSerializer();
        return serializer != null && serializer.toLowerCase(Locale.ROOT).contains("rowdata");
    }

    private static CauseShare share(Cause cause, double probability) {
        return new CauseShare(cause, probability);
    }
}
