package io.streamgauge.agent.profile.service;

import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.store.ProfileDescription;
import org.jspecify.annotations.Nullable;

/**
 * A profile that somebody asked for, or a part of continuous profiling.
 *
 * @param description of a running one what is expected: its engine is empty until it is known
 * @param failure why there is none; only when it failed
 */
public record Taken(ProfileDescription description, State state, @Nullable ProfileRefusedException failure) {

    /** In this order. */
    public enum State {
        RUNNING("running"),
        DONE("done"),
        FAILED("failed");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** As the API spells it. */
        public String text() {
            return text;
        }
    }
}
