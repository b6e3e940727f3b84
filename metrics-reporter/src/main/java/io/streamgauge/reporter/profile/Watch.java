package io.streamgauge.reporter.profile;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks whether a recording goes well. Owned by its thread. */
final class Watch {

    private final ForeignProfilers foreign;
    private final Set<String> copiesBefore;
    private final @Nullable Heartbeat heartbeat;

    Watch(ForeignProfilers foreign, Set<String> copiesBefore, @Nullable Heartbeat heartbeat) {
        this.foreign = foreign;
        this.copiesBefore = copiesBefore;
        this.heartbeat = heartbeat;
    }

    /** Refuses to go on if not. Takes some milliseconds. */
    void look(Engine engine) throws IOException, RefusedException {
        foreign.mustNotHaveCome(copiesBefore);
        if (heartbeat != null) {
            heartbeat.check(engine.execute(Commands.METRICS));
        }
    }
}
