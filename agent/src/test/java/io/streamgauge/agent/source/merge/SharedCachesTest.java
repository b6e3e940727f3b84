package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.merge.rocksdb.SharedCaches;
import io.streamgauge.agent.source.reporter.FakeProcess;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedCachesTest {

    private static final long MIB = 1 << 20;

    private final FakeProcess process = new FakeProcess("p", new ManualClock());
    private final SharedCaches caches = new SharedCaches();

    private ModelTask task(String vertex, int subtask) {
        return new ModelTask(process, vertex, subtask, 0).times(0, 0, 0);
    }

    private static void show(ModelTask task, String state, long usage, long pinned) {
        task.family(state, "block-cache-capacity", 100 * MIB)
                .family(state, "block-cache-usage", usage)
                .family(state, "block-cache-pinned-usage", pinned);
    }

    @Test
    void theCacheOfASlotCountsOnceHoweverManyFamiliesAndOperatorsShowIt() {
        ModelTask one = task("a", 0);
        ModelTask other = task("b", 0);
        for (String state : List.of("x", "y", "z")) {
            show(one, state, 30 * MIB, 5 * MIB);
            show(other, state, 30 * MIB, 5 * MIB);
        }
        assertThat(bytes()).isEqualTo(30 * MIB);
    }

    @Test
    void eachSlotHasACacheOfItsOwnEvenIfFreshCachesAreAlike() {
        show(task("a", 0), "x", MIB, MIB);
        show(task("a", 1), "x", MIB, MIB);
        assertThat(bytes()).isEqualTo(2 * MIB);
    }

    /** Under load the gauges of one cache are read at different moments. */
    @Test
    void whatAgreedThreeTimesIsOneCacheAlsoWhenItDiffers() {
        ModelTask task = task("a", 0);
        for (int i = 1; i <= 3; i++) {
            show(task, "x", i * MIB, 0);
            show(task, "y", i * MIB, 0);
            bytes();
        }
        show(task, "x", 10 * MIB, 0);
        show(task, "y", 11 * MIB, 0);
        assertThat(bytes()).isEqualTo(11 * MIB);
    }

    @Test
    void agreementOnOneUsageAloneIsNotRemembered() {
        ModelTask task = task("a", 0);
        show(task, "x", 0, 0);
        show(task, "y", 0, 0);
        for (int i = 0; i < 10; i++) {
            bytes();
        }
        show(task, "x", 10 * MIB, 0);
        show(task, "y", 11 * MIB, 0);
        assertThat(bytes()).as("without managed memory each family has its own").isEqualTo(21 * MIB);
    }

    @Test
    void aCacheSharedByAllSlotsIsFoundByItsAgreements() {
        ModelTask one = task("a", 0);
        ModelTask other = task("a", 1);
        for (int i = 1; i <= 3; i++) {
            show(one, "x", i * MIB, 0);
            show(other, "x", i * MIB, 0);
            bytes();
        }
        assertThat(bytes()).isEqualTo(3 * MIB);
    }

    @Test
    void memtablesCountUnlessTheyAreChargedToTheCache() {
        ModelTask managed = task("a", 0);
        show(managed, "x", 30 * MIB, 8 * MIB);
        managed.family("x", "size-all-mem-tables", 8 * MIB).family("x", "estimate-table-readers-mem", 7);
        assertThat(bytes()).isEqualTo(30 * MIB + 7);

        managed.family("x", "block-cache-pinned-usage", 0);
        assertThat(bytes()).isEqualTo(38 * MIB + 7);
    }

    @Test
    void withoutTheGaugesNothingIsKnown() {
        task("a", 0).family("x", "estimate-num-keys", 5);
        assertThat(bytes()).isNull();
        assertThat(caches.bytes(List.of())).isNull();
    }

    @Nullable
    private Long bytes() {
        return caches.bytes(
                Readings.of(List.of(process.report()), new HashMap<>()).families());
    }
}
