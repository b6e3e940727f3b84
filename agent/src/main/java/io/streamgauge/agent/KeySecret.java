package io.streamgauge.agent;

import io.streamgauge.agent.history.History;
import java.security.SecureRandom;

/** What keys of checkpoints are hashed with. Kept beside the history, so that samples of one run compare with the next's. */
final class KeySecret {

    private static final String NAME = "checkpoint/secret";
    private static final int BYTES = 16;

    private KeySecret() {}

    static byte[] of(History history) {
        byte[] kept = history.load(NAME);
        if (kept != null && kept.length == BYTES) {
            return kept;
        }
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        history.save(NAME, secret);
        return secret;
    }
}
