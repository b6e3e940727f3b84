package io.streamgauge.agent.source.merge.rocksdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Things that belong together, joined pair by pair. */
public final class Groups<T> {

    private final List<T> members;
    private final Map<T, T> parents = new HashMap<>();

    public Groups(List<T> members) {
        this.members = List.copyOf(members);
        members.forEach(member -> parents.put(member, member));
    }

    public void join(T one, T other) {
        parents.put(root(one), root(other));
    }

    public List<List<T>> all() {
        Map<T, List<T>> groups = new LinkedHashMap<>();
        for (T member : members) {
            groups.computeIfAbsent(root(member), root -> new ArrayList<>()).add(member);
        }
        return List.copyOf(groups.values());
    }

    private T root(T member) {
        T at = member;
        while (true) {
            T parent = parents.getOrDefault(at, at);
            if (parent.equals(at)) {
                return at;
            }
            at = parent;
        }
    }
}
