package io.streamgauge.reporter;

import io.streamgauge.reporter.profile.Recorder;
import io.streamgauge.reporter.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hubs of this JVM, one for each distinct settings, with their users counted. The only static state: Flink makes metric,
 * trace and event reporters separately, and several of each in an embedded cluster, with nothing to hand from one to
 * another. Thread-safe.
 */
final class Hubs {

    private static final Logger LOG = LoggerFactory.getLogger("io.streamgauge.reporter");
    private static final Hubs OF_THIS_JVM = new Hubs();

    /** A hub and how many metric reporters use it. */
    private static final class Shared {
        final Hub hub;
        int users;

        Shared(Hub hub) {
            this.hub = hub;
        }
    }

    private final String processId = UUID.randomUUID().toString();
    private final Recorder recorder = new Recorder(new OwnThreads("streamgauge-profiler"));
    private final Map<Settings, Shared> hubs = new LinkedHashMap<>();

    static Hubs ofThisJvm() {
        return OF_THIS_JVM;
    }

    /** Null if the settings name no agent: said in the log, and the job runs on. */
    @Nullable
    Hub open(Settings settings) {
        if (settings.agents().isEmpty()) {
            settings.problems().forEach(problem -> LOG.error("Streamgauge: {}", problem));
            LOG.error("Streamgauge: metrics.reporter.<name>.agent: found no usable address; expected http://HOST:PORT,"
                    + " or several with commas; nothing is reported");
            return null;
        }
        synchronized (hubs) {
            Shared shared = hubs.get(settings);
            if (shared == null) {
                shared = new Shared(new Hub(settings, processId, recorder, new Parking()));
                hubs.put(settings, shared);
                shared.hub.start();
            }
            shared.users++;
            return shared.hub;
        }
    }

    void close(Settings settings) {
        Hub last = null;
        synchronized (hubs) {
            Shared shared = hubs.get(settings);
            if (shared != null && --shared.users == 0) {
                hubs.remove(settings);
                last = shared.hub;
            }
        }
        if (last != null) {
            last.close();
        }
    }

    /**
     * The one that spans or events with these settings go to: that of a metric reporter with the same agents, or with
     * any if the settings name none. It is lent and not counted, since Flink never closes those who report spans and
     * events. Null if there is none.
     */
    @Nullable
    Hub lend(Settings settings) {
        synchronized (hubs) {
            for (Map.Entry<Settings, Shared> hub : hubs.entrySet()) {
                if (settings.agents().isEmpty() || hub.getKey().agents().equals(settings.agents())) {
                    return hub.getValue().hub;
                }
            }
            return null;
        }
    }
}
