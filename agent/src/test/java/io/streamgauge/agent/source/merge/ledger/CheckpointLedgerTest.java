package io.streamgauge.agent.source.merge.ledger;

import io.streamgauge.agent.fact.CheckpointRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CheckpointLedgerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final CheckpointLedger ledger = new CheckpointLedger();

    @Test
    void countsACheckpointOnceThoughSpanEventAndRestTellOfIt() {
        ledger.told(7, true, false, START.plusSeconds(12), START);
        ledger.ended(checkpoint(7, 10, true, null), START);
        ledger.ended(checkpoint(7, 10, true, "file:/chk-7"), START);
        assertThat(ledger.completed()).isEqualTo(1);
        assertThat(ledger.takeFresh()).hasSize(1);
        CheckpointRecord last = Objects.requireNonNull(ledger.lastCompleted());
        assertThat(last.externalPath()).as("what REST adds").isEqualTo("file:/chk-7");
        assertThat(ledger.takeFresh()).isEmpty();
    }

    /** Tellings: span and REST of each, an event of each; any order, any of them twice. */
    @Property(tries = 200)
    void theOrderOfTellingsDoesNotMatter(@ForAll @IntRange(min = 1, max = 60) int count, @ForAll long seed) {
        Random random = new Random(seed);
        List<Runnable> tellings = new ArrayList<>();
        CheckpointLedger fresh = new CheckpointLedger();
        int failed = 0;
        for (int id = 1; id <= count; id++) {
            boolean success = id % 5 != 0;
            failed += success ? 0 : 1;
            int number = id;
            tellings.add(() -> fresh.ended(checkpoint(number, number * 10, success, null), START));
            tellings.add(() -> fresh.ended(checkpoint(number, number * 10, success, "path"), START));
            tellings.add(() -> fresh.told(number, success, false, START.plusSeconds(number * 10L + 2), START));
            tellings.add(tellings.get(random.nextInt(tellings.size())));
        }
        Collections.shuffle(tellings, random);
        long before = 0;
        for (Runnable telling : tellings) {
            telling.run();
            assertThat(fresh.completed() + fresh.failed()).isGreaterThanOrEqualTo(before);
            before = fresh.completed() + fresh.failed();
        }
        assertThat(fresh.completed()).isEqualTo(count - failed);
        assertThat(fresh.failed()).isEqualTo(failed);
        assertThat(fresh.takeFresh()).extracting(CheckpointRecord::id).doesNotHaveDuplicates();
    }

    @Test
    void aJobThatStartsOverUsesItsIdsAgain() {
        ledger.ended(checkpoint(1, 10, true, null), START);
        ledger.ended(checkpoint(2, 20, true, null), START);
        ledger.ended(checkpoint(1, 100, true, null), START);
        ledger.ended(checkpoint(1, 10, true, null), START);
        assertThat(ledger.completed()).isEqualTo(3);
        assertThat(ledger.lastCompleted()).isNotNull().satisfies(last -> assertThat(last.triggeredAt())
                .isEqualTo(START.plusSeconds(100)));
    }

    @Test
    void whatEndedBeforeTheAgentLookedIsKnownButNotCounted() {
        ledger.ended(checkpoint(3, 10, true, null), START.plusSeconds(60));
        assertThat(ledger.completed()).isZero();
        assertThat(ledger.takeFresh()).isEmpty();
        assertThat(ledger.lastCompleted()).isNotNull();
    }

    @Test
    void savepointsAreNewsButNotCheckpoints() {
        CheckpointRecord savepoint = new CheckpointRecord(
                4, true, START, Duration.ofSeconds(1), 1L, 1L, 0L, 0L, null, true, "file:/sp", null);
        ledger.ended(savepoint, START);
        assertThat(ledger.completed()).isZero();
        assertThat(ledger.lastCompleted()).isNull();
        assertThat(ledger.takeFresh()).containsExactly(savepoint);
    }

    @Test
    void countsGoOnAfterARestartOfTheAgent() throws IOException {
        for (int id = 1; id <= 1_000; id++) {
            ledger.ended(checkpoint(id, id * 10, true, null), START);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ledger.write(new DataOutputStream(bytes));
        CheckpointLedger again =
                CheckpointLedger.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        for (int id = 991; id <= 1_003; id++) {
            again.ended(checkpoint(id, id * 10, true, null), START);
        }
        assertThat(again.completed()).isEqualTo(1_003);
    }

    private static CheckpointRecord checkpoint(long id, int second, boolean completed, @Nullable String path) {
        return new CheckpointRecord(
                id,
                completed,
                START.plusSeconds(second),
                Duration.ofSeconds(2),
                completed ? 100L : null,
                completed ? 10L : null,
                null,
                null,
                false,
                false,
                path,
                completed ? null : "expired");
    }
}
