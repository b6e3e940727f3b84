package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Explained;
import io.streamgauge.agent.analysis.leak.life.Assessment.Leak;
import io.streamgauge.agent.analysis.leak.life.Assessment.TooEarly;
import io.streamgauge.agent.analysis.leak.wording.Fixes;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.cohort.StateEvidence;
import io.streamgauge.agent.cohort.StateTraits;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what is said of states into findings. Used once. */
final class Report {

    private static final int NAMES_SHOWN = 5;

    private final JobEvidence job;
    private final Limits limits;
    private final Map<String, Finding> previous = new HashMap<>();

    Report(JobEvidence job, Limits limits, List<Finding> previous) {
        this.job = job;
        this.limits = limits;
        previous.forEach(finding -> this.previous.put(finding.id(), finding));
    }

    Finding leak(StateCase state, Leak leak) {
        Instant since = since(id(state.traits()), Instant.ofEpochMilli(leak.sinceMillis()));
        List<Evidence> evidence = new ArrayList<>(leak.evidence());
        evidence.addAll(Cards.common(state, since.toEpochMilli()));
        List<String> notAssessed = new ArrayList<>(job.notAssessed());
        leak.mind().forEach(mind -> notAssessed.add("Would change this: " + mind));
        Cause cause = leak.causes().get(0).cause();
        return new Finding(
                id(state.traits()),
                Finding.STATE_LEAK,
                kept(id(state.traits()), leak.verdict()),
                job.job(),
                state.traits().operator(),
                state.traits().name(),
                cause,
                leak.causes(),
                since,
                evidence,
                Forecasts.of(job, state.state().now(), leak.leak(), limits),
                Fixes.of(cause, state.traits().name()),
                notAssessed);
    }

    Finding explained(StateCase state, Explained explained) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                "It grows, and stops by itself: " + explained.reason() + ".",
                state.state().now().liveKeys(),
                "keys"));
        Double plateau = explained.plateauKeys();
        Instant when = explained.when();
        if (plateau != null || when != null) {
            evidence.add(new Evidence(
                    "It levels off"
                            + (plateau == null ? "" : " at about " + Words.number(plateau) + " keys")
                            + (when == null ? "" : ", about " + Words.time(when.toEpochMilli())) + ".",
                    plateau == null ? Double.NaN : plateau,
                    "keys"));
        }
        evidence.addAll(explained.evidence());
        return new Finding(
                id(state.traits()),
                Finding.STATE_LEAK,
                Verdict.EXPLAINED,
                job.job(),
                state.traits().operator(),
                state.traits().name(),
                null,
                List.of(),
                since(id(state.traits()), Instant.ofEpochMilli(job.atMillis())),
                evidence.stream().filter(each -> !Double.isNaN(each.value())).toList(),
                null,
                "Nothing, while it stays so.",
                job.notAssessed());
    }

    /** One for all: one for each state would bury the others. */
    Finding tooEarly(Map<StateEvidence, TooEarly> early) {
        List<Evidence> evidence = new ArrayList<>();
        early.entrySet().stream().limit(NAMES_SHOWN).forEach(entry -> {
            Instant earliest = entry.getValue().earliest();
            double wait = earliest == null ? Double.NaN : (earliest.toEpochMilli() - job.atMillis()) / 1000.0;
            evidence.add(new Evidence(
                    entry.getKey().traits().operator().name() + "/"
                            + entry.getKey().traits().name() + ": "
                            + entry.getValue().why()
                            + (earliest == null
                                    ? "."
                                    : "; earliest proof on " + Words.time(earliest.toEpochMilli()) + "."),
                    Double.isNaN(wait) ? 0 : Math.max(0, wait),
                    "seconds"));
        });
        if (early.size() > NAMES_SHOWN) {
            evidence.add(new Evidence(
                    early.size() - NAMES_SHOWN + " more states cannot be judged yet.",
                    early.size() - NAMES_SHOWN,
                    "states"));
        }
        String id = Finding.STATE_LEAK + "/" + job.job().id() + "/too-early";
        return new Finding(
                id,
                Finding.STATE_LEAK,
                Verdict.INCOMPLETE,
                job.job(),
                null,
                null,
                null,
                List.of(),
                since(id, Instant.ofEpochMilli(job.atMillis())),
                evidence,
                null,
                "Wait, or declare lifetimes under analysis.leak.states.",
                job.notAssessed());
    }

    private String id(StateTraits traits) {
        return Finding.STATE_LEAK + "/" + job.job().id() + "/"
                + traits.operator().id() + "/" + traits.name();
    }

    /** What is still found is found as surely as before: only its going away clears it. */
    private Verdict kept(String id, Verdict now) {
        @Nullable Finding before = previous.get(id);
        return before != null && before.verdict().compareTo(now) > 0 ? before.verdict() : now;
    }

    /** What is still found keeps its start, but for growth that turned from explained into a leak. */
    private Instant since(String id, Instant now) {
        @Nullable Finding before = previous.get(id);
        return before != null && before.since().isBefore(now) && before.verdict() != Verdict.EXPLAINED
                ? before.since()
                : now;
    }
}
