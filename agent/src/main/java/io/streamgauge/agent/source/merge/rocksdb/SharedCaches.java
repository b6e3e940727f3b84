package io.streamgauge.agent.source.merge.rocksdb;

import io.streamgauge.agent.source.merge.reading.FamilyMetric;
import io.streamgauge.agent.source.merge.reading.Reading;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.merge.reading.TaskKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Memory that RocksDB holds in one process, each block cache counted once.
 *
 * <p>By default all databases of one slot share one cache, and every column family reports the whole of it; without
 * managed memory each family has its own. No label tells which it is, so the values must: two families show one cache
 * when capacity, usage and pinned usage are equal to the byte. Flink reads the gauges one after the other, so that under
 * load they differ by what happened in between; three such agreements on different usages are remembered. Subtasks of
 * one vertex never share a slot, so for another subtask index agreement now is not enough: fresh caches are all alike.
 *
 * <p>Where memtables are charged to the cache, as with managed memory, its pinned part holds them; else they are added.
 * Readers' memory outside the cache is added in either case. In the first seconds under load the sum can be too high.
 */
public final class SharedCaches {

    private static final int AGREEMENTS = 3;

    private record FamilyKey(String run, int subtask, String operatorId, String state) {

        static final Comparator<FamilyKey> ORDER = Comparator.comparing(FamilyKey::run)
                .thenComparing(FamilyKey::operatorId)
                .thenComparing(FamilyKey::state);
    }

    private record Shown(String jobId, long capacity, long usage, long pinned) {}

    private record Member(FamilyKey key, Shown shown, @Nullable Long memtables, @Nullable Long readers) {}

    /** Agreements with another family, each on another usage. */
    private static final class Memory {
        private long lastUsage = -1;
        private final Map<FamilyKey, Integer> agreements = new HashMap<>();
    }

    private final Map<FamilyKey, Memory> memories = new HashMap<>();

    /** Of one process; null where usage or capacity of a cache is not known, as when their switches are off. */
    @Nullable
    public Long bytes(List<Readings.Family> families) {
        List<Member> members = new ArrayList<>();
        for (Readings.Family family : families) {
            Member member = member(family);
            if (member == null) {
                return null;
            }
            members.add(member);
        }
        if (members.isEmpty()) {
            return null;
        }
        members.sort(Comparator.comparing(Member::key, FamilyKey.ORDER));
        return sum(group(members));
    }

    private static @Nullable Member member(Readings.Family family) {
        Reading<FamilyMetric> values = family.values();
        Long capacity = values.get(FamilyMetric.CACHE_CAPACITY);
        Long usage = values.get(FamilyMetric.CACHE_USAGE);
        if (capacity == null || usage == null) {
            return null;
        }
        Long pinned = values.get(FamilyMetric.CACHE_PINNED);
        Long all = values.get(FamilyMetric.ALL_MEMTABLES);
        TaskKey task = family.task().key();
        return new Member(
                new FamilyKey(family.task().run(), task.subtask(), family.operatorId(), family.state()),
                new Shown(task.jobId(), capacity, usage, pinned == null ? -1 : pinned),
                all == null ? values.get(FamilyMetric.MEMTABLES) : all,
                values.get(FamilyMetric.TABLE_READERS));
    }

    private Groups<Member> group(List<Member> members) {
        Groups<Member> groups = new Groups<>(members);
        Map<Shown, Member> firstAnywhere = new HashMap<>();
        Map<Map.Entry<Shown, Integer>, Member> firstOfIndex = new HashMap<>();
        Map<FamilyKey, Member> byKey = new HashMap<>();
        members.forEach(member -> byKey.put(member.key, member));
        for (Member member : members) {
            Member alike = firstOfIndex.putIfAbsent(Map.entry(member.shown, member.key.subtask), member);
            if (alike != null) {
                groups.join(alike, member);
            }
            Member elsewhere = firstAnywhere.putIfAbsent(member.shown, member);
            Memory memory = memories.computeIfAbsent(member.key, key -> new Memory());
            if (elsewhere != null && member.shown.usage != memory.lastUsage) {
                memory.agreements.merge(elsewhere.key, 1, Integer::sum);
            }
            memory.lastUsage = member.shown.usage;
            memory.agreements.forEach((other, times) -> {
                Member known = byKey.get(other);
                if (times >= AGREEMENTS && known != null) {
                    groups.join(known, member);
                }
            });
        }
        return groups;
    }

    private static long sum(Groups<Member> groups) {
        long sum = 0;
        for (List<Member> cache : groups.all()) {
            long usage = 0;
            long pinned = 0;
            long memtables = 0;
            for (Member member : cache) {
                usage = Math.max(usage, member.shown.usage);
                pinned = Math.max(pinned, member.shown.pinned);
                memtables += member.memtables == null ? 0 : member.memtables;
                sum += member.readers == null ? 0 : member.readers;
            }
            sum += usage + (pinned >= memtables ? 0 : memtables);
        }
        return sum;
    }

    /** Forgets all other runs. */
    public void keep(Set<String> runs) {
        memories.keySet().removeIf(key -> !runs.contains(key.run));
        memories.values().forEach(memory -> memory.agreements.keySet().removeIf(key -> !runs.contains(key.run)));
    }
}
