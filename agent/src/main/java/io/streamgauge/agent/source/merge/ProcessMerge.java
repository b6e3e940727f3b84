package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.fact.ProcessFacts;
import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.source.merge.reading.ProcessMetric;
import io.streamgauge.agent.source.merge.reading.Reading;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.reporter.ProcessGone;
import io.streamgauge.agent.source.reporter.snapshot.ProcessIdentity;
import io.streamgauge.wire.Hello;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes process facts, and counts TaskManagers that were lost. One that said farewell is gone at once, and not lost. */
final class ProcessMerge {

    /** A process that is back within this time had only lost its connection. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Map<String, Instant> upSince = new HashMap<>();
    private final Set<String> counted = new HashSet<>();
    private long lost;

    List<ProcessFacts> processes(MergeInput input, Readings readings, Map<String, Long> rocksDbBytes) {
        Instant at = input.at();
        List<ProcessFacts> facts = new ArrayList<>();
        Set<String> up = new HashSet<>();
        for (ProcessIdentity identity : input.connected()) {
            String id = identity.processId();
            up.add(id);
            Instant since = upSince.computeIfAbsent(id, process -> at);
            facts.add(facts(identity, true, since, readings.process(id), rocksDbBytes.get(id)));
        }
        upSince.keySet().retainAll(up);
        Set<String> missing = new HashSet<>();
        for (ProcessGone one : input.gone()) {
            if (one.departure() == ProcessGone.Departure.CLEAN || up.contains(one.processId())) {
                continue;
            }
            missing.add(one.processId());
            facts.add(facts(one.identity(), false, one.since(), null, null));
            if (isLost(one, at) && counted.add(one.processId())) {
                lost++;
            }
        }
        counted.retainAll(missing);
        facts.sort(Comparator.comparing(ProcessFacts::id));
        return facts;
    }

    private static boolean isLost(ProcessGone gone, Instant at) {
        return gone.identity().kind() == ProcessKind.TASK_MANAGER
                && gone.departure() != ProcessGone.Departure.REFUSED
                && !gone.since().plus(GRACE).isAfter(at);
    }

    private static ProcessFacts facts(
            ProcessIdentity identity,
            boolean up,
            Instant since,
            @Nullable Reading<ProcessMetric> told,
            @Nullable Long rocksDbBytes) {
        Reading<ProcessMetric> values = told == null ? Reading.nothing() : told;
        return new ProcessFacts(
                identity.processId(),
                identity.kind(),
                identity.properties().getOrDefault(Hello.HOST, identity.remoteAddress()),
                identity.taskManagerId(),
                up,
                since,
                values.get(ProcessMetric.RESIDENT_BYTES),
                values.get(ProcessMetric.CONTAINER_LIMIT_BYTES),
                values.get(ProcessMetric.CONTAINER_USAGE_BYTES),
                values.get(ProcessMetric.HEAP_USED_BYTES),
                values.get(ProcessMetric.DIRECT_BYTES),
                rocksDbBytes,
                identity.disabledSwitches());
    }

    long lost() {
        return lost;
    }

    void restoreLost(long before) {
        lost = before;
    }
}
