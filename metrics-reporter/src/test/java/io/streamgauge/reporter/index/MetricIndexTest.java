package io.streamgauge.reporter.index;

import io.streamgauge.reporter.fixture.FakeGroup;
import io.streamgauge.reporter.fixture.FakeHistogram;
import io.streamgauge.reporter.fixture.FakeMeter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which metrics exist, whatever is registered how often. */
class MetricIndexTest {

    private final MetricIndex index = new MetricIndex(1000);

    private static FakeGroup group(String label) {
        return FakeGroup.of("taskmanager.job", "l", label);
    }

    private List<String> names() {
        index.compact();
        List<String> names = new ArrayList<>();
        for (MetricBlock block : index.tables().blocks()) {
            for (int row = 0; row < block.size(); row++) {
                names.add(block.fullName(row) + block.scopes[row].labels());
            }
        }
        return names;
    }

    private static int onlyId(MetricIndex index) {
        assertThat(index.tables().blocks()).hasSize(1);
        return index.tables().blocks().get(0).ids[0];
    }

    @Test
    void oneObjectUnderManyNamesAndScopesIsManyMetrics() {
        Gauge<Long> shared = () -> 1L;
        FakeGroup one = group("1");
        FakeGroup two = group("2");
        index.add(shared, "a", one.front());
        index.add(shared, "b", one.front());
        index.add(shared, "a", two.front());
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "taskmanager.job.a{l=1}", "taskmanager.job.b{l=1}", "taskmanager.job.a{l=2}");
        index.remove(shared, "a", one.front());
        assertThat(names()).containsExactlyInAnyOrder("taskmanager.job.b{l=1}", "taskmanager.job.a{l=2}");
    }

    @Test
    void equalGroupsShareAScope() {
        Gauge<Long> gauge = () -> 1L;
        FakeGroup one = group("x");
        FakeGroup other = group("x");
        index.add(gauge, "a", one.front());
        index.add(gauge, "b", other.front());
        assertThat(index.scopes()).hasSize(1);
        index.remove(gauge, "a", one.front());
        index.remove(gauge, "b", other.front());
        assertThat(names()).isEmpty();
        assertThat(index.scopes()).isEmpty();
        index.add(gauge, "a", one.front());
        assertThat(names()).hasSize(1);
    }

    @Test
    void ofTwoMetricsUnderOneNameTheLatestCountsAndRemovingOneLeavesTheOther() {
        Gauge<Long> first = () -> 1L;
        Gauge<Long> second = () -> 2L;
        FakeGroup group = group("x");
        index.add(first, "a", group.front());
        index.add(second, "a", group("x").front());
        assertThat(current(group)).isSameAs(second);
        index.remove(second, "a", group.front());
        assertThat(current(group)).isSameAs(first);
        index.add(second, "a", group.front());
        index.remove(first, "a", group.front());
        assertThat(current(group)).isSameAs(second);
        index.remove(second, "a", group.front());
        assertThat(names()).isEmpty();
    }

    private Metric current(FakeGroup group) {
        return java.util.Objects.requireNonNull(index.find(group.front(), "a"));
    }

    @Test
    void theSameMetricTwiceUnderOneNameIsRemovedTwice() {
        Gauge<Long> gauge = () -> 1L;
        FakeGroup group = group("x");
        index.add(gauge, "a", group.front());
        index.add(gauge, "a", group.front());
        index.remove(gauge, "a", group.front());
        assertThat(names()).hasSize(1);
        index.remove(gauge, "a", group.front());
        assertThat(names()).isEmpty();
    }

    @Test
    void anIdNeverChangesItsType() {
        FakeGroup group = group("x");
        Gauge<Long> gauge = () -> 1L;
        SimpleCounter counter = new SimpleCounter();
        index.add(gauge, "a", group.front());
        int before = onlyId(index);
        index.add(counter, "a", group.front());
        assertThat(names()).hasSize(1);
        assertThat(onlyId(index)).isNotEqualTo(before);
        assertThat(index.forgotten().metricAt(0)).isEqualTo(before);
        assertThat(index.forgotten().scopeCount()).isZero();
    }

    @Test
    void removingWhatIsNotThereIsIgnored() {
        FakeGroup group = group("x");
        Gauge<Long> gauge = () -> 1L;
        index.remove(gauge, "a", group.front());
        index.add(gauge, "a", group.front());
        index.remove((Gauge<Long>) () -> 2L, "a", group.front());
        assertThat(names()).hasSize(1);
    }

    @Test
    void beyondTheBoundMetricsAreRefusedAndCounted() {
        FakeGroup group = group("x");
        Gauge<Long> gauge = () -> 1L;
        for (int i = 0; i < 1010; i++) {
            assertThat(index.add(gauge, "m" + i, group.front())).isEqualTo(i < 1000);
        }
        assertThat(index.refused()).isEqualTo(10);
        index.remove(gauge, "m1005", group.front());
        assertThat(names()).hasSize(1000);
        index.remove(gauge, "m5", group.front());
        assertThat(index.add(gauge, "new", group.front())).isTrue();
    }

    @Test
    void labelsThatNoFrameCouldHoldAreRefused() {
        FakeGroup group = FakeGroup.of("s", "l", "x".repeat(300_000));
        assertThat(index.add((Gauge<Long>) () -> 1L, "a", group.front())).isFalse();
        assertThat(index.refused()).isEqualTo(1);
        assertThat(index.scopes()).isEmpty();
    }

    @Property(tries = 200)
    void anyOrderOfAddsAndRemovesLeavesWhatIsRegistered(@ForAll long seed) {
        MetricIndex index = new MetricIndex(1_000_000);
        Random random = new Random(seed);
        List<FakeGroup> groups = List.of(group("1"), group("2"), group("2"), group("3"));
        List<Metric> metrics = List.of((Gauge<Long>) () -> 1L, (Gauge<Long>) () -> 2L, new SimpleCounter());
        List<Object[]> registered = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(5) < 3) {
                Object[] one = {metrics.get(random.nextInt(3)), "m" + random.nextInt(4), groups.get(random.nextInt(4))};
                registered.add(one);
                index.add((Metric) one[0], (String) one[1], ((FakeGroup) one[2]).front());
            } else if (!registered.isEmpty()) {
                Object[] one = registered.remove(random.nextInt(registered.size()));
                index.remove((Metric) one[0], (String) one[1], ((FakeGroup) one[2]).front());
            }
            if (random.nextInt(10) == 0) {
                index.compact();
            }
        }
        index.compact();
        long expected = registered.stream()
                .map(one -> one[1] + "" + ((FakeGroup) one[2]).getAllVariables())
                .distinct()
                .count();
        assertThat(index.tables().size()).isEqualTo((int) expected);
        Set<Integer> ids = new HashSet<>();
        for (MetricBlock block : index.tables().blocks()) {
            for (int row = 0; row < block.size(); row++) {
                Metric metric = block.metrics[row];
                String name = block.names[row];
                Map<String, String> labels = block.scopes[row].labels();
                assertThat(registered)
                        .anyMatch(one -> one[0] == metric
                                && one[1].equals(name)
                                && ((FakeGroup) one[2]).getAllVariables().containsValue(labels.get("l")));
                assertThat(ids.add(block.ids[row])).isTrue();
                assertThat(block.ids[row])
                        .isLessThanOrEqualTo(block.highestId())
                        .isLessThan(index.nextMetricId());
            }
        }
        for (Object[] one : registered) {
            index.remove((Metric) one[0], (String) one[1], ((FakeGroup) one[2]).front());
        }
        index.compact();
        assertThat(index.tables().blocks()).isEmpty();
        assertThat(index.scopes()).isEmpty();
    }

    /** As many names as make lists turn into hash tables and tables take many blocks, removed in any order. */
    @Property(tries = 20)
    void scopesWithThousandsOfMetricsFindEachByItsName(@ForAll long seed) {
        MetricIndex index = new MetricIndex(1_000_000);
        Random random = new Random(seed);
        Map<String, Metric> registered = new HashMap<>();
        FakeGroup group = group("1");
        for (int i = 0; i < 6_000; i++) {
            String name = "m" + random.nextInt(3_000);
            Metric known = registered.get(name);
            if (known == null) {
                Metric metric = random.nextBoolean() ? new SimpleCounter() : (Gauge<Integer>) name::length;
                registered.put(name, metric);
                index.add(metric, name, group.front());
            } else {
                registered.remove(name);
                index.remove(known, name, group.front());
            }
        }
        assertThat(index.tables().size()).isEqualTo(registered.size());
        registered.forEach((name, metric) ->
                assertThat(index.find(group.front(), name)).as(name).isSameAs(metric));
        assertThat(index.find(group.front(), "never")).isNull();
        List<String> order = new ArrayList<>(registered.keySet());
        Collections.shuffle(order, random);
        for (String name : order) {
            index.remove(java.util.Objects.requireNonNull(registered.get(name)), name, group.front());
            assertThat(index.find(group.front(), name)).isNull();
        }
        index.compact();
        assertThat(index.tables().blocks()).isEmpty();
        assertThat(index.scopes()).isEmpty();
    }

    /** Places and positions name rows, whatever the types. */
    @Test
    void everyPositionIsAnotherRow() {
        for (int i = 0; i < 900; i++) {
            Metric metric = List.of(
                            (Gauge<Long>) () -> 1L, new SimpleCounter(), new FakeMeter(1), new FakeHistogram(1, 2))
                    .get(i % 4);
            index.add(metric, "m" + i, group("x").front());
        }
        MetricTables tables = index.tables();
        Set<Integer> ids = new HashSet<>();
        for (int position = 0; position < tables.size(); position++) {
            int place = tables.placeAt(position);
            ids.add(tables.block(place).ids[MetricTables.row(place)]);
        }
        assertThat(ids).hasSize(900);
    }

    @Test
    void aMetricWithoutANameIsNotTakenIn() {
        assertThatThrownBy(() ->
                        index.add(new SimpleCounter(), nothing(), group("x").front()))
                .isInstanceOf(NullPointerException.class);
        assertThat(index.tables().size()).isZero();
        assertThat(index.scopes()).isEmpty();
    }

    @SuppressWarnings("NullAway")
    private static String nothing() {
        return null;
    }
}
