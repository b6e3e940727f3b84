package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.source.reporter.snapshot.ProcessIdentity;
import java.time.Instant;

/** A process whose connection ended and that did not come back yet. Its series are gone; this fact stays for a while. */
public record ProcessGone(ProcessIdentity identity, Instant since, Departure departure) {

    /** How the connection ended. */
    public enum Departure {
        /** With a close frame: the process shut down in order. */
        CLEAN,
        /** The connection broke: killed, crashed, or the network failed. */
        LOST,
        /** Neither frames nor pongs came for too long: frozen, or a half-open connection. */
        SILENT,
        /** The agent ended it, because of what it sent. */
        REFUSED
    }

    public String processId() {
        return identity.processId();
    }
}
