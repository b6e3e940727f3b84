package io.streamgauge.agent.replay;

import io.streamgauge.agent.analysis.leak.life.LifeJudge;
import io.streamgauge.agent.analysis.leak.life.LifeSettings;
import io.streamgauge.agent.analysis.leak.life.Limits;
import io.streamgauge.agent.cohort.JobCohorts;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.observation.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges what was recorded, checkpoint by checkpoint, with the agent's own memory of keys and its own rules. Owned by one
 * thread.
 *
 * <p>The gauges' rule is not replayed: it rests on RocksDB's gauges at each tick, which a recording does not have.
 */
final class Replay {

    private final LifeSettings settings;
    private final Declarations declarations;
    private final LifeJudge judge;
    private final Map<String, Past> jobs = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long observations;
    private @Nullable Instant first;
    private @Nullable Instant last;

    /** One job, with what is found of it. */
    private static final class Past {

        private final JobCohorts cohorts;
        private Map<String, Finding> findings = Map.of();
        private String name = "";
        private Instant at = Instant.MIN;

        Past(JobCohorts cohorts) {
            this.cohorts = cohorts;
        }
    }

    Replay(LifeSettings settings, Declarations declarations) {
        this.settings = settings;
        this.declarations = declarations;
        this.judge = new LifeJudge(settings);
    }

    /** Goes on with the next one of a recording. */
    void observe(Observation observation) {
        observations++;
        first = first == null ? observation.at() : first;
        last = observation.at();
        Past past = past(observation);
        past.name = observation.job().name();
        past.at = observation.at();
        if (!past.cohorts.observe(observation)) {
            return;
        }
        JobEvidence evidence = past.cohorts.evidence();
        if (evidence == null) {
            return;
        }
        Map<String, Finding> now = new LinkedHashMap<>();
        List<Finding> found = judge.judge(evidence, declarations, Limits.NONE, List.copyOf(past.findings.values()));
        found.forEach(finding -> now.put(finding.id(), finding));
        tell(observation.at(), past.findings, now);
        past.findings = now;
    }

    private void tell(Instant at, Map<String, Finding> before, Map<String, Finding> now) {
        now.forEach((id, finding) -> {
            Finding old = before.get(id);
            if (old == null || old.verdict() != finding.verdict() || old.cause() != finding.cause()) {
                changes.add(new Change(at, finding, false));
            }
        });
        before.forEach((id, finding) -> {
            if (!now.containsKey(id)) {
                changes.add(new Change(at, finding, true));
            }
        });
    }

    /** A job that was restored goes on from the newest one before it of the same name, as a deploy does. */
    private Past past(Observation observation) {
        String id = observation.job().id();
        Past known = jobs.get(id);
        if (known != null) {
            return known;
        }
        @Nullable String old = null;
        if (observation.restoredFrom() != null) {
            Instant newest = Instant.MIN;
            for (Map.Entry<String, Past> each : jobs.entrySet()) {
                Past other = each.getValue();
                if (other.name.equals(observation.job().name()) && other.at.isAfter(newest)) {
                    old = each.getKey();
                    newest = other.at;
                }
            }
        }
        Past before = old == null ? null : jobs.remove(old);
        Past past = new Past(before == null ? new JobCohorts(settings.cohorts()) : before.cohorts);
        jobs.put(id, past);
        return past;
    }

    /** What is found at the end. */
    List<Finding> findings() {
        return jobs.values().stream()
                .flatMap(past -> past.findings.values().stream())
                .toList();
    }

    /** Each change of what was found, oldest first. */
    List<Change> changes() {
        return List.copyOf(changes);
    }

    long observations() {
        return observations;
    }

    int jobCount() {
        return jobs.size();
    }

    @Nullable
    Instant first() {
        return first;
    }

    @Nullable
    Instant last() {
        return last;
    }

    /** By finding, when it was raised first: suspect or confirmed. */
    Map<String, Change> raised() {
        Map<String, Change> raised = new HashMap<>();
        changes.stream()
                .filter(Change::raises)
                .forEach(change -> raised.putIfAbsent(change.finding().id(), change));
        return raised;
    }
}
