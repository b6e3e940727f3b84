package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.fact.CheckpointFacts;
import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.RestartFacts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class StartTest {

    private static final LeakSettings SETTINGS = LeakSettings.compressed();
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant SEEN = NOW.minusSeconds(600);

    @Test
    void aJobFirstSeenWarmsUpFromThen() {
        Start start = start(null, event(SEEN, JobEvent.Kind.SEEN), event(SEEN, JobEvent.Kind.RUNNING));
        assertThat(start.settledMillis()).isEqualTo(SEEN.plusSeconds(60).toEpochMilli());
    }

    @Test
    void aJobThatRanLongBeforeItWasSeenNeedsNoWarmUp() {
        Start start =
                start(SEEN.minusSeconds(3600), event(SEEN, JobEvent.Kind.SEEN), event(SEEN, JobEvent.Kind.RUNNING));
        assertThat(start.settledMillis()).isLessThan(SEEN.toEpochMilli());
    }

    @ParameterizedTest
    @EnumSource(names = {"RESTORED", "RESCALED", "FAILED", "RUNNING"})
    void anotherExecutionStartsAnew(JobEvent.Kind kind) {
        Instant again = NOW.minusSeconds(100);
        Start start = start(SEEN.minusSeconds(3600), event(SEEN, JobEvent.Kind.SEEN), event(again, kind));
        assertThat(start.cutMillis()).isEqualTo(again.toEpochMilli());
        assertThat(start.settledMillis()).isEqualTo(again.plusSeconds(60).toEpochMilli());
    }

    private static JobEvent event(Instant at, JobEvent.Kind kind) {
        return new JobEvent(at, kind, "");
    }

    private static Start start(@Nullable Instant startedAt, JobEvent... events) {
        JobFacts job = new JobFacts(
                Recording.JOB,
                "RUNNING",
                startedAt,
                null,
                null,
                new RestartFacts(null, null),
                CheckpointFacts.unknown(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return Start.of(job, List.of(events), NOW.toEpochMilli(), SETTINGS);
    }
}
