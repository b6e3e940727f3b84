package io.streamgauge.reporter;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which metrics exist, whatever is registered how often. */
class MetricIndexTest {

    private final MetricIndex index = new MetricIndex(1000);

    private static FakeGroup group(String label) {
        return ReporterFixture.group("taskmanager.job", "l", label);
    }

    private List<String> names() {
        index.compact();
        List<String> names = new ArrayList<>();
        for (Entry entry : index.entries()) {
            names.add(entry.fullName() + entry.scope.labels());
        }
        return names;
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
                .containsExactly("taskmanager.job.a{l=1}", "taskmanager.job.b{l=1}", "taskmanager.job.a{l=2}");
        index.remove(shared, "a", one.front());
        assertThat(names()).containsExactly("taskmanager.job.b{l=1}", "taskmanager.job.a{l=2}");
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
        Entry entry = index.find(group.front(), "a");
        assertThat(entry).isNotNull();
        return java.util.Objects.requireNonNull(entry).metric;
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
        int before = index.entries().get(0).id;
        index.add(counter, "a", group.front());
        assertThat(names()).hasSize(1);
        assertThat(index.entries().get(0).id).isNotEqualTo(before);
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
        FakeGroup group = ReporterFixture.group("s", "l", "x".repeat(300_000));
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
        assertThat(index.entries()).hasSize((int) expected);
        for (Entry entry : index.entries()) {
            assertThat(registered)
                    .anyMatch(one -> one[0] == entry.metric
                            && one[1].equals(entry.name)
                            && ((FakeGroup) one[2])
                                    .getAllVariables()
                                    .containsValue(entry.scope.labels().get("l")));
        }
        assertThat(index.entries()).isSortedAccordingTo((a, b) -> Integer.compare(a.id, b.id));
        for (Object[] one : registered) {
            index.remove((Metric) one[0], (String) one[1], ((FakeGroup) one[2]).front());
        }
        index.compact();
        assertThat(index.entries()).isEmpty();
        assertThat(index.scopes()).isEmpty();
    }
}
