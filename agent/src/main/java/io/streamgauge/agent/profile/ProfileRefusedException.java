package io.streamgauge.agent.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why there is no profile, in words for the person who asked. */
public final class ProfileRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** The kinds of refusal; what a caller can do differs between them. */
    public enum Reason {
        /** The process is being profiled for somebody else: ask again after {@link #until()}. */
        BUSY,
        /** No reporter of that process is connected. */
        NOT_CONNECTED,
        /** The process cannot do this: its platform, its JVM, its reporter's version, or the mode. */
        UNSUPPORTED,
        /** Another profiler works in the process, e.g. the one Flink bundles. */
        FOREIGN_PROFILER,
        /** It crashed the process once and stays off until a person turns it on. */
        CIRCUIT_OPEN,
        /** The profiler said no, or broke. */
        FAILED,
        /** The process went away, or fell silent, while it recorded. */
        LOST,
        /** More was recorded than may be kept. */
        TOO_LARGE,
        /** A limit of rate, duration or disk. */
        LIMIT
    }

    private final Reason reason;
    private final @Nullable String heldBy;
    private final transient @Nullable Instant until;

    public ProfileRefusedException(Reason reason, String message) {
        this(reason, message, null, null);
    }

    /**
     * @param heldBy who has the profile that is in the way, if one is
     * @param until when it ends, at the latest
     */
    public ProfileRefusedException(Reason reason, String message, @Nullable String heldBy, @Nullable Instant until) {
        super(message);
        this.reason = reason;
        this.heldBy = heldBy;
        this.until = until;
    }

    public Reason reason() {
        return reason;
    }

    public @Nullable String heldBy() {
        return heldBy;
    }

    public @Nullable Instant until() {
        return until;
    }
}
