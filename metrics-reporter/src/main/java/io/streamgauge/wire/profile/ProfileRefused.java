package io.streamgauge.wire.profile;

/** There is no recording, or not the whole of it. Immutable. */
public final class ProfileRefused {

    private final int requestId;
    private final Refusal reason;
    private final String message;
    private final String heldBy;
    private final long untilEpochMillis;

    /** @param message for people */
    public ProfileRefused(int requestId, Refusal reason, String message) {
        this(requestId, reason, message, "", 0);
    }

    /**
     * @param message for people
     * @param heldBy who is being served; empty if nobody is
     * @param untilEpochMillis when that ends at the latest; 0 if nobody is
     */
    public ProfileRefused(int requestId, Refusal reason, String message, String heldBy, long untilEpochMillis) {
        this.requestId = requestId;
        this.reason = reason;
        this.message = message;
        this.heldBy = heldBy;
        this.untilEpochMillis = untilEpochMillis;
    }

    public int requestId() {
        return requestId;
    }

    public Refusal reason() {
        return reason;
    }

    public String message() {
        return message;
    }

    public String heldBy() {
        return heldBy;
    }

    public long untilEpochMillis() {
        return untilEpochMillis;
    }

    @Override
    public String toString() {
        return "ProfileRefused[request=" + requestId + ", reason=" + reason + ", message=" + message + ", heldBy="
                + heldBy + ", until=" + untilEpochMillis + "]";
    }
}
