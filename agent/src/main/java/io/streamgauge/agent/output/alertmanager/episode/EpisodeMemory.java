package io.streamgauge.agent.output.alertmanager.episode;

import org.jspecify.annotations.Nullable;

/** Keeps the episodes over a restart of the agent. Called by the thread that calls {@link AlertmanagerOutput#tick}. */
public interface EpisodeMemory {

    /** What was saved last; null where nothing was. */
    byte @Nullable [] load();

    /** Replaces what was saved. May throw {@link RuntimeException}, which delays nothing but this save. */
    void save(byte[] episodes);

    /** Forgets: after a restart every alert starts anew. */
    static EpisodeMemory none() {
        return new EpisodeMemory() {
            @Override
            public byte @Nullable [] load() {
                return null;
            }

            @Override
            public void save(byte[] episodes) {}
        };
    }
}
