package io.streamgauge.testbed.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.cases.CaseRun;
import io.streamgauge.testbed.cases.LeakCase;
import io.streamgauge.testbed.demo.AgentConfiguration;
import io.streamgauge.testbed.demo.AgentProcess;
import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.demo.DemoCluster;
import io.streamgauge.testbed.process.TestbedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Runs several cases at the same time, as jobs of one cluster, with one agent beside, and records what it finds.
 *
 * <p>Most of the time is waiting for evidence, so a dozen small jobs take little more than one. Owned by one thread.
 */
public final class LiveSuite {

    /**
     * Small enough for a dozen jobs on two cores, and sixteen new conversations per second each. By the clock, so that event
     * time, by which leaks begin, keeps up on a busy machine.
     */
    private static final List<String> SMALL = List.of(
            "--rate",
            "200",
            "--throttle",
            "clock",
            "--open-conversations",
            "80",
            "--lifetime",
            "4s",
            "--key-skew",
            "0");

    /** Event time from the start, which is before the jobs are submitted: each is level by then, but for a look-alike. */
    private static final Duration LEAK_AFTER = Duration.ofSeconds(90);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final String KIND = "state-leak";

    private final FlinkVersion version;
    private final List<LeakCase> cases;
    private final Artifacts artifacts;
    private final Consumer<String> log;

    /** @param log told of everything that happens, a line at a time */
    public LiveSuite(FlinkVersion version, List<LeakCase> cases, Artifacts artifacts, Consumer<String> log) {
        this.version = version;
        this.cases = List.copyOf(cases);
        this.artifacts = artifacts;
        this.log = log;
    }

    /**
     * Runs all cases for so long.
     *
     * @return what the agent found, by case in the order given
     */
    public List<CaseRecord> run(Duration length) {
        AgentProcess.Reservation reservation = AgentProcess.reserve();
        try (FlinkCluster cluster = FlinkCluster.start(settings(reservation));
                AgentProcess agent =
                        reservation.start(artifacts.agentJar(), AgentConfiguration.yaml(cluster.restUrl(), null))) {
            return new Watching(cluster, agent).watch(length);
        } finally {
            reservation.sandbox().close();
        }
    }

    private ClusterSettings settings(AgentProcess.Reservation reservation) {
        int slots = cases.stream().mapToInt(LeakCase::slots).sum();
        return DemoCluster.settings(version, artifacts.reporterJar(), reservation.url())
                // Half as often as in the demo: each job writes some forty files each time.
                .with("execution.checkpointing.interval", "10 s")
                .withTaskManagers(1)
                .withSlotsPerTaskManager(slots)
                .withMemory("1024m", (1024 + 128 * slots) + "m");
    }

    /** The running cases. */
    private final class Watching {

        private final FlinkCluster cluster;
        private final AgentProcess agent;
        private final Map<String, CaseRun> runs = new LinkedHashMap<>();
        private final Map<String, Duration> injected = new HashMap<>();
        private final Map<String, List<Sighting>> sightings = new HashMap<>();
        private final Map<String, Sighting> last = new HashMap<>();
        private final Map<String, Sizes> before = new HashMap<>();
        private final long startedNanos;

        Watching(FlinkCluster cluster, AgentProcess agent) {
            this.cluster = cluster;
            this.agent = agent;
            Instant start = Instant.now();
            for (LeakCase leakCase : cases) {
                List<String> options = new ArrayList<>(SMALL);
                options.addAll(List.of("--leak-after", LEAK_AFTER.toSeconds() + "s", "--job-name", leakCase.name()));
                runs.put(leakCase.name(), CaseRun.start(cluster, artifacts.sampleJobJar(), leakCase, options, start));
                sightings.put(leakCase.name(), new ArrayList<>());
            }
            runs.values().forEach(run -> cluster.awaitRunning(run.jobId()));
            startedNanos = System.nanoTime();
            Duration begins = LEAK_AFTER.minus(Duration.between(start, Instant.now()));
            runs.forEach((name, run) -> injected.put(name, begins.isNegative() ? Duration.ZERO : begins));
            log.accept(cases.size() + " jobs run on Flink " + version.line());
        }

        private Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - startedNanos);
        }

        List<CaseRecord> watch(Duration length) {
            while (elapsed().compareTo(length) < 0) {
                String dead = agent.whyDead();
                if (dead != null) {
                    throw new TestbedException(dead);
                }
                runs.values().forEach(this::advance);
                runs.values().forEach(this::weigh);
                look();
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
            runs.values().forEach(run -> cluster.awaitRunning(run.jobId()));
            return cases.stream()
                    .map(leakCase -> new CaseRecord(
                            leakCase,
                            version.line(),
                            injected.getOrDefault(leakCase.name(), Duration.ZERO),
                            sightings.getOrDefault(leakCase.name(), List.of()),
                            before.getOrDefault(leakCase.name(), Sizes.none()),
                            sizes(Objects.requireNonNull(runs.get(leakCase.name())))))
                    .toList();
        }

        private void advance(CaseRun run) {
            if (run.advance(elapsed())) {
                // What is deployed with a leak has it from then on.
                injected.merge(run.leakCase().name(), elapsed(), (a, b) -> a.compareTo(b) > 0 ? a : b);
                say(run.leakCase().name() + ": the next version of the job runs from its savepoint");
            }
        }

        /** Once per case, when its leak begins; after a restore, with the first checkpoint. */
        private void weigh(CaseRun run) {
            String name = run.leakCase().name();
            boolean begun = run.isInLastStage() && elapsed().compareTo(injected.getOrDefault(name, LEAK_AFTER)) >= 0;
            if (begun && !before.containsKey(name)) {
                Sizes sizes = sizes(run);
                if (!sizes.sizes().isEmpty()) {
                    before.put(name, sizes);
                }
            }
        }

        private Sizes sizes(CaseRun run) {
            return Sizes.of(run.jobId(), agent.api("states"));
        }

        private void look() {
            Map<String, Sighting> now = new HashMap<>();
            for (JsonNode finding : agent.api("findings").path("findings")) {
                Sighting sighting = Sighting.of(elapsed(), finding);
                if (finding.path("kind").asText().equals(KIND) && sightings.containsKey(sighting.job())) {
                    now.put(sighting.job() + "/" + sighting.state(), sighting);
                }
            }
            now.forEach((key, sighting) -> {
                Sighting before = last.get(key);
                if (before == null || !before.saysAs(sighting)) {
                    sightings.getOrDefault(sighting.job(), new ArrayList<>()).add(sighting);
                    say(sighting.job() + ": " + sighting.verdict() + " " + sighting.state() + " " + sighting.causes()
                            + " " + sighting.words());
                }
            });
            last.keySet().stream()
                    .filter(key -> !now.containsKey(key))
                    .forEach(key -> say(key + ": no longer a finding"));
            last.clear();
            last.putAll(now);
        }

        private void say(String what) {
            log.accept(String.format("%4d s  %s", elapsed().toSeconds(), what));
        }
    }
}
