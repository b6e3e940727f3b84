package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.output.alertmanager.episode.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * What waits for one peer: of each alert only the newest state, since alerts are a state and not a log. Bounded. For one
 * thread.
 */
final class PeerQueue {

    private final int capacity;
    private final Map<SortedMap<String, String>, Alert> waiting = new LinkedHashMap<>();

    /** Alerts that the peer refused go alone, so that they take no others with them again. */
    private final Set<SortedMap<String, String>> refused = new LinkedHashSet<>();

    PeerQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Returns how many were pushed out: those that wait longest */
    int offer(List<Alert> alerts) {
        for (Alert alert : alerts) {
            waiting.put(alert.identity(), alert);
        }
        return shrink(waiting.keySet());
    }

    /** Back after a failed request; what is newer stays. Returns how many were pushed out. */
    int giveBack(List<Alert> alerts) {
        for (Alert alert : alerts) {
            waiting.putIfAbsent(alert.identity(), alert);
        }
        return shrink(waiting.keySet());
    }

    /** Returns how many firing alerts were removed because their end has passed */
    int removeExpired(Instant now) {
        int before = waiting.size();
        waiting.values().removeIf(alert -> alert.isExpired(now));
        return before - waiting.size();
    }

    /** The next batch, out of the queue. */
    List<Alert> take(int most) {
        List<Alert> batch = new ArrayList<>();
        Iterator<Alert> alerts = waiting.values().iterator();
        while (alerts.hasNext() && batch.size() < most) {
            Alert alert = alerts.next();
            boolean alone = refused.contains(alert.identity());
            if (alone && !batch.isEmpty()) {
                continue;
            }
            batch.add(alert);
            alerts.remove();
            if (alone) {
                break;
            }
        }
        return batch;
    }

    boolean hasNewer(Alert alert) {
        return waiting.containsKey(alert.identity());
    }

    /** Returns whether it was not known to be refused */
    boolean markRefused(Alert alert) {
        boolean isNew = refused.add(alert.identity());
        shrink(refused);
        return isNew;
    }

    void markAccepted(List<Alert> alerts) {
        if (!refused.isEmpty()) {
            alerts.forEach(alert -> refused.remove(alert.identity()));
        }
    }

    int size() {
        return waiting.size();
    }

    private int shrink(Set<SortedMap<String, String>> identities) {
        int removed = 0;
        Iterator<SortedMap<String, String>> oldest = identities.iterator();
        while (identities.size() > capacity) {
            oldest.next();
            oldest.remove();
            removed++;
        }
        return removed;
    }
}
