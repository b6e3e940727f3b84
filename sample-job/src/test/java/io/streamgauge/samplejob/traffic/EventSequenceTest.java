package io.streamgauge.samplejob.traffic;

import io.streamgauge.samplejob.options.Arguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class EventSequenceTest {

    private static final long START = 1_700_000_000_000L;

    @Property(tries = 200)
    void isTheSameForTheSameSeedAndIndex(
            @ForAll long seed,
            @ForAll @LongRange(min = 0, max = 1L << 40) long offset,
            @ForAll @IntRange(max = 1) int partition) {
        String[] options = {"--seed", Long.toString(seed)};
        long index = EventSequence.index(partition, offset % (1L << 40));

        // Two sequences, one of which was used before: nothing is remembered.
        EventSequence used = sequence(options);
        used.event(0);
        assertThat(used.event(index))
                .usingRecursiveComparison()
                .isEqualTo(sequence(options).event(index));
    }

    @Property(tries = 20)
    void differsForAnotherSeed(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        EventSequence one = sequence("--seed", Long.toString(seed));
        EventSequence other = sequence("--seed", Long.toString(seed + 1));

        long same = 0;
        for (int i = 0; i < 200; i++) {
            same += one.event(i).body.equals(other.event(i).body)
                            && !one.event(i).body.isEmpty()
                    ? 1
                    : 0;
        }
        assertThat(same).isLessThan(20);
    }

    @Property(tries = 100)
    void spacesEventTimeByTheRateWithinTheBoundOfDisorder(
            @ForAll @IntRange(min = 100, max = 100_000) int rate,
            @ForAll @IntRange(min = 1, max = 8) int partitions,
            @ForAll @IntRange(min = 1, max = 2_000) int disorderMillis,
            @ForAll @LongRange(min = 0, max = 1L << 32) long offset) {
        EventSequence events = sequence(
                "--rate",
                "" + rate,
                "--partitions",
                "" + partitions,
                "--out-of-order",
                disorderMillis + "ms",
                "--open-conversations",
                "8",
                "--lifetime",
                "1h");
        long due = START + (long) (offset * 1000.0 / ((double) rate / partitions));

        for (int partition = 0; partition < partitions; partition++) {
            long eventMillis = events.event(EventSequence.index(partition, offset)).eventMillis;
            assertThat(eventMillis).isBetween(due - disorderMillis, due);
        }
    }

    @Property(tries = 25)
    void tellsEachConversationFromItsOpeningToItsRating(
            @ForAll @IntRange(min = 1, max = 200) int open,
            @ForAll @IntRange(min = 7, max = 40) int eventsEach,
            @ForAll long seed) {
        Map<Long, List<SupportEvent>> whole = wholeConversations(
                20_000,
                "--seed",
                "" + seed,
                "--partitions",
                "1",
                "--rate",
                "1000",
                "--duplicates",
                "0",
                "--key-skew",
                "0",
                "--open-conversations",
                "" + open,
                "--lifetime",
                open * eventsEach + "ms");

        assertThat(whole).isNotEmpty();
        for (List<SupportEvent> conversation : whole.values()) {
            int last = conversation.size() - 1;
            for (int i = 0; i <= last; i++) {
                assertThat(conversation.get(i).sequence).isEqualTo(i);
                assertThat(conversation.get(i).tenant).isEqualTo(conversation.get(0).tenant);
            }
            assertThat(conversation.get(0).kind).isEqualTo(EventKind.OPENED);
            assertThat(conversation.get(last - 1).kind).isEqualTo(EventKind.CLOSED);
            assertThat(conversation.get(last).kind).isEqualTo(EventKind.RATED);
            assertThat(conversation.subList(1, last - 1))
                    .isNotEmpty()
                    .allMatch(event -> event.kind == EventKind.MESSAGE || event.kind == EventKind.REPLY);
        }
    }

    @Property(tries = 25)
    void livesHalfToOneAndAHalfTimesTheMeanLifetime(
            @ForAll @IntRange(min = 10, max = 200) int open,
            @ForAll @IntRange(min = 20, max = 100) int eventsEach,
            @ForAll @IntRange(max = 10) int skewTenths) {
        long lifetime = (long) open * eventsEach * 10;
        Map<Long, List<SupportEvent>> whole = wholeConversations(
                open * eventsEach * 60,
                "--partitions",
                "1",
                "--rate",
                "1000",
                "--out-of-order",
                "1ms",
                "--open-conversations",
                "" + open,
                "--lifetime",
                lifetime + "ms",
                "--key-skew",
                "" + skewTenths / 10.0);

        List<Long> lifetimes = new ArrayList<>();
        for (List<SupportEvent> conversation : whole.values()) {
            lifetimes.add(conversation.get(conversation.size() - 2).eventMillis - conversation.get(0).eventMillis);
        }
        assertThat(lifetimes).hasSizeGreaterThan(open);
        assertThat(lifetimes).allSatisfy(millis -> assertThat(millis).isBetween(lifetime * 3 / 10, lifetime * 17 / 10));
        double mean = lifetimes.stream().mapToLong(millis -> millis).average().orElse(0);
        assertThat(mean / lifetime).isCloseTo(1, within(0.12));
    }

    @Test
    void keepsAsManyConversationsOpenAsAskedFor() {
        EventSequence events =
                sequence("--partitions", "1", "--rate", "1000", "--open-conversations", "100", "--lifetime", "10s");
        Set<Long> open = new HashSet<>();
        int most = 0;
        for (int i = 0; i < 60_000; i++) {
            SupportEvent event = events.event(i);
            if (event.kind == EventKind.OPENED) {
                open.add(event.conversation);
            } else if (event.kind == EventKind.CLOSED) {
                open.remove(event.conversation);
            }
            most = Math.max(most, open.size());
        }
        assertThat(most).isBetween(95, 100);
        assertThat(open.size()).isBetween(90, 100);
    }

    @Test
    void keepsConversationsOfDifferentPartitionsApart() {
        EventSequence events = sequence("--partitions", "3");
        Set<Long> conversations = new HashSet<>();
        for (int partition = 0; partition < 3; partition++) {
            Set<Long> own = new HashSet<>();
            for (int offset = 0; offset < 5_000; offset++) {
                SupportEvent event = events.event(EventSequence.index(partition, offset));
                assertThat(event.partition).isEqualTo(partition);
                own.add(event.conversation);
            }
            assertThat(conversations).doesNotContainAnyElementsOf(own);
            conversations.addAll(own);
        }
    }

    @Test
    void givesTheFirstTenantItsZipfShareOfConversations() {
        assertThat(shareOfTenantZero("--tenant-skew", "0")).isCloseTo(0.1, within(0.02));
        // 1 / (1 + 1/2 + ... + 1/10)
        assertThat(shareOfTenantZero("--tenant-skew", "1")).isCloseTo(0.341, within(0.03));
    }

    private static double shareOfTenantZero(String... skew) {
        EventSequence events = sequence(with(skew, "--tenants", "10"));
        Map<Long, Integer> tenants = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            SupportEvent event = events.event(i);
            tenants.put(event.conversation, event.tenant);
        }
        return tenants.values().stream().filter(tenant -> tenant == 0).count() / (double) tenants.size();
    }

    @Test
    void givesBusyConversationsMoreEventsUnderKeySkew() {
        assertThat(busiestOverMean("--key-skew", "0")).isLessThan(2.5);
        assertThat(busiestOverMean("--key-skew", "0.5")).isGreaterThan(5);
    }

    private static double busiestOverMean(String... skew) {
        EventSequence events = sequence(with(
                skew, "--partitions", "1", "--rate", "10000", "--open-conversations", "1000", "--lifetime", "20s"));
        Map<Long, Integer> counts = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            counts.merge(events.event(i).conversation, 1, Integer::sum);
        }
        double mean = 200_000.0 / counts.size();
        return counts.values().stream().mapToInt(count -> count).max().orElse(0) / mean;
    }

    @Test
    void repeatsTheAskedForShareOfMessages() {
        EventSequence events = sequence("--partitions", "1", "--duplicates", "0.2");
        Map<Long, Integer> last = new HashMap<>();
        int repeats = 0;
        for (int i = 0; i < 100_000; i++) {
            SupportEvent event = events.event(i);
            Integer before = last.put(event.conversation, event.sequence);
            repeats += before != null && before >= event.sequence ? 1 : 0;
        }
        // Openings, closings and ratings are never repeated, and a repeat of a repeat shows what was not shown yet.
        assertThat(repeats / 100_000.0).isBetween(0.10, 0.20);
    }

    @Test
    void keepsToAFixedSetOfCustomersWhenTheyComeBack() {
        EventSequence events = sequence("--customers", "40");
        Set<Long> customers = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            customers.add(events.event(i).conversation);
        }
        assertThat(customers).hasSize(40).allSatisfy(customer -> assertThat(customer)
                .isBetween(0L, 39L));
    }

    @Test
    void hasBodiesOfTheAskedForMeanSize() {
        EventSequence events = sequence("--message-bytes", "400", "--profile-bytes", "1000");
        assertThat(meanBody(events, EventKind.MESSAGE)).isCloseTo(400, within(20.0));
        assertThat(meanBody(events, EventKind.REPLY)).isCloseTo(400, within(20.0));
        assertThat(meanBody(events, EventKind.OPENED)).isCloseTo(1000, within(50.0));
    }

    private static double meanBody(EventSequence events, EventKind kind) {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            SupportEvent event = events.event(i);
            if (event.kind == kind) {
                sizes.add(event.body.length());
            }
        }
        return sizes.stream().mapToInt(size -> size).average().orElse(0);
    }

    /** Those of partition 0 seen from opening to rating, by conversation. */
    private static Map<Long, List<SupportEvent>> wholeConversations(int count, String... options) {
        EventSequence events = sequence(options);
        Map<Long, List<SupportEvent>> seen = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            SupportEvent event = events.event(i);
            seen.computeIfAbsent(event.conversation, key -> new ArrayList<>()).add(event);
        }
        seen.values()
                .removeIf(conversation -> conversation.get(0).kind != EventKind.OPENED
                        || conversation.get(conversation.size() - 1).kind != EventKind.RATED);
        return seen;
    }

    private static String[] with(String[] some, String... more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static EventSequence sequence(String... options) {
        Arguments arguments = Arguments.of(options);
        TrafficSettings settings = new TrafficSettings(arguments, START);
        assertThat(arguments.problems()).isEmpty();
        return new EventSequence(settings);
    }
}
