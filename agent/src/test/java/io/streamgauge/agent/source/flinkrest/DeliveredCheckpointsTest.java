package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.fact.CheckpointRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveredCheckpointsTest {

    private final DeliveredCheckpoints delivered = new DeliveredCheckpoints();

    @Property
    void eachIsFirstExactlyOnce(@ForAll @Size(max = 200) List<@IntRange(max = 50) Integer> seen) {
        DeliveredCheckpoints fresh = new DeliveredCheckpoints();
        Set<Integer> told = new HashSet<>();
        for (int id : seen) {
            assertThat(fresh.first("job", checkpoint(id, 1_000L * id))).isEqualTo(told.add(id));
        }
    }

    @Test
    void forgetsNoneThatAreStillInAHistoryHoweverManyThereWere() {
        for (long id = 0; id < 20_000; id++) {
            assertThat(delivered.first("job", checkpoint(id, id))).isTrue();
            assertThat(delivered.first("job", checkpoint(Math.max(0, id - 100), Math.max(0, id - 100))))
                    .isFalse();
        }
        assertThat(delivered.first("job", checkpoint(3, 3))).as("long pruned").isFalse();
    }

    @Test
    void keepsTheJobsThatAreStillAsked() {
        for (int job = 0; job < 3_000; job++) {
            delivered.first("job " + job, checkpoint(1, 1));
            assertThat(delivered.first("kept", checkpoint(1, 1))).isEqualTo(job == 0);
        }
    }

    private static CheckpointRecord checkpoint(long id, long triggeredAt) {
        return new CheckpointRecord(
                id,
                true,
                Instant.ofEpochMilli(triggeredAt),
                Duration.ZERO,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null);
    }
}
