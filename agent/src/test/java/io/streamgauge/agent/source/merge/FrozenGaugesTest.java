package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.source.merge.reading.FamilyMetric;
import io.streamgauge.agent.source.merge.reading.OperatorMetric;
import io.streamgauge.agent.source.merge.reading.Reading;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.merge.rocksdb.FrozenGauges;
import io.streamgauge.agent.source.reporter.FakeProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrozenGaugesTest {

    private static final int LONG = 60;

    private final ManualClock clock = new ManualClock();
    private final FakeProcess process = new FakeProcess("p", clock);
    private final ModelTask task = new ModelTask(process, "v", 0, 0).times(0, 0, 0);
    private final FrozenGauges frozen = new FrozenGauges();

    /** A state that behaves as RocksDB does. */
    private final class Model {
        long entries;
        long deletes;
        long keysInFiles;
        long files = 1_000;
        long bytesWritten;

        void write(long puts, long removes) {
            entries += puts + removes;
            deletes += removes;
            bytesWritten += 10 * (puts + removes);
        }

        void flush() {
            keysInFiles += entries - 2 * deletes;
            files += entries;
            entries = 0;
            deletes = 0;
        }

        long keys() {
            return Math.max(0, keysInFiles + entries - 2 * deletes);
        }

        void show() {
            task.family("s", "estimate-num-keys", keys())
                    .family("s", "num-entries-active-mem-table", entries)
                    .family("s", "num-entries-imm-mem-tables", 0)
                    .family("s", "num-deletes-active-mem-table", deletes)
                    .family("s", "num-deletes-imm-mem-tables", 0)
                    .family("s", "total-sst-files-size", files)
                    .family("s", "live-sst-files-size", files)
                    .family("s", "estimate-live-data-size", files / 2)
                    .family("s", "num-live-versions", 1)
                    .operator("rocksdb.bytes_written", bytesWritten);
        }
    }

    @Test
    void aKeyEstimateThatStaysWhileKeysAreAddedIsWithdrawnForGood() {
        Model model = new Model();
        for (int i = 0; i < 20; i++) {
            model.write(10, 3);
            model.show();
            task.family("s", "estimate-num-keys", 77);
            Reading<FamilyMetric> read = tick();
            if (i < 6) {
                assertThat(read.get(FamilyMetric.KEYS)).isEqualTo(77);
            } else if (i > 6) {
                assertThat(read.get(FamilyMetric.KEYS)).isNull();
            }
            assertThat(read.get(FamilyMetric.ENTRIES_ACTIVE)).isEqualTo(model.entries);
        }
        assertThat(frozenNow()).isEqualTo(1);
    }

    @Test
    void aGaugeThatMovesAgainIsBelievedAgain() {
        aKeyEstimateThatStaysWhileKeysAreAddedIsWithdrawnForGood();
        task.family("s", "estimate-num-keys", 78);
        assertThat(tick().get(FamilyMetric.KEYS)).isEqualTo(78);
    }

    /** As many keys removed as added: the estimate stays, and rightly so. */
    @Test
    void aStateInBalanceIsNoFrozenGauge() {
        Model model = new Model();
        model.keysInFiles = 500;
        for (int i = 0; i < LONG; i++) {
            model.write(10, 10);
            model.show();
            assertThat(tick().get(FamilyMetric.KEYS)).isEqualTo(500);
        }
    }

    @Test
    void anEstimateCutOffAtZeroIsNoFrozenGauge() {
        Model model = new Model();
        for (int i = 0; i < LONG; i++) {
            model.write(1, 10);
            model.show();
            assertThat(tick().get(FamilyMetric.KEYS)).isZero();
        }
    }

    @Test
    void aStateThatNobodyWritesToIsNoFrozenGauge() {
        Model model = new Model();
        model.write(100, 0);
        for (int i = 0; i < LONG; i++) {
            model.show();
            task.operator("numRecordsIn", i * 1_000L).operator("rocksdb.bytes_written", i * 50L);
            Reading<FamilyMetric> read = tick();
            assertThat(read.get(FamilyMetric.KEYS)).isEqualTo(100);
            assertThat(read.get(FamilyMetric.TOTAL_SST)).isEqualTo(1_000);
            assertThat(read.get(FamilyMetric.ENTRIES_ACTIVE)).isEqualTo(100);
        }
    }

    @Property(tries = 100)
    void nothingIsWithdrawnFromAStateThatLives(@ForAll long seed) {
        FrozenGaugesTest fresh = new FrozenGaugesTest();
        Model model = fresh.new Model();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            model.write(random.nextInt(5), random.nextInt(5));
            if (random.nextInt(6) == 0) {
                model.flush();
            }
            model.show();
            fresh.tick();
            assertThat(fresh.frozenNow()).isZero();
        }
    }

    @Test
    void fileSizesThatStayOverManyFlushesAreWithdrawn() {
        Model model = new Model();
        for (int i = 0; i < 20; i++) {
            model.write(10, 0);
            model.show();
            task.family("s", "live-sst-files-size", 5).family("s", "estimate-live-data-size", 6);
            tick();
            model.flush();
            model.show();
            task.family("s", "live-sst-files-size", 5).family("s", "estimate-live-data-size", 6);
            tick();
        }
        Reading<FamilyMetric> read = tick();
        assertThat(read.get(FamilyMetric.LIVE_SST)).isNull();
        assertThat(read.get(FamilyMetric.LIVE_DATA)).isNull();
        assertThat(read.get(FamilyMetric.TOTAL_SST)).isNotNull();
    }

    @Test
    void memtableEntriesThatStayWhileTheKeyEstimateMovesAreWithdrawn() {
        Model model = new Model();
        for (int i = 0; i < 20; i++) {
            model.write(10, 0);
            model.show();
            task.family("s", "num-entries-active-mem-table", 4);
            tick();
        }
        assertThat(tick().get(FamilyMetric.ENTRIES_ACTIVE)).isNull();
        assertThat(tick().get(FamilyMetric.KEYS)).isEqualTo(200);
    }

    @Test
    void bytesWrittenThatStayWhileEntriesAreWrittenAreWithdrawn() {
        Model model = new Model();
        for (int i = 0; i < 20; i++) {
            model.write(10, 0);
            model.show();
            task.operator("rocksdb.bytes_written", 9).operator("rocksdb.block_cache_hit", 1);
            tick();
        }
        Readings.Operator read = operator();
        assertThat(read.values().get(OperatorMetric.BYTES_WRITTEN)).isNull();
        assertThat(read.values().get(OperatorMetric.BLOCK_CACHE_HITS)).isEqualTo(1);
    }

    @Test
    void theSameReportTwiceIsNoEvidence() {
        Model model = new Model();
        model.write(10, 0);
        model.show();
        List<Readings.Family> once =
                Readings.of(List.of(process.report()), new HashMap<>()).families();
        for (int i = 0; i < LONG; i++) {
            assertThat(frozen.withdraw(once).get(0).values().get(FamilyMetric.KEYS))
                    .isEqualTo(10);
        }
    }

    private Reading<FamilyMetric> tick() {
        clock.advance(Duration.ofSeconds(5));
        Readings readings = Readings.of(List.of(process.report()), new HashMap<>());
        List<Readings.Family> families = frozen.withdraw(readings.families());
        readings.operators().forEach(frozen::withdraw);
        return families.get(0).values();
    }

    private int frozenNow() {
        return frozen.frozen(operator());
    }

    private Readings.Operator operator() {
        Readings readings = Readings.of(List.of(process.report()), new HashMap<>());
        return frozen.withdraw(readings.operators().get(0));
    }
}
