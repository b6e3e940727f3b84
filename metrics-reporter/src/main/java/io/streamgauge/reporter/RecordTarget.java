package io.streamgauge.reporter;

import io.streamgauge.reporter.settings.Settings;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where a trace or event reporter sends: the hub of the metric reporter, or one of its own if there is none. */
final class RecordTarget {

    private final Hubs hubs;
    private volatile @Nullable Settings settings;
    private volatile @Nullable Settings own;
    private volatile @Nullable Hub ownHub;

    RecordTarget(Hubs hubs) {
        this.hubs = hubs;
    }

    void open(Properties properties) {
        Settings opened = new Settings(properties);
        settings = opened;
        if (!opened.agents().isEmpty() && hubs.lend(opened) == null) {
            ownHub = hubs.open(opened);
            own = opened;
        }
    }

    /** Null if there is none, or none any more. */
    @Nullable
    Hub hub() {
        Settings opened = settings;
        Hub mine = ownHub;
        return mine != null || opened == null ? mine : hubs.lend(opened);
    }

    void close() {
        Settings opened = own;
        settings = null;
        own = null;
        ownHub = null;
        if (opened != null) {
            hubs.close(opened);
        }
    }
}
