package io.streamgauge.checkpoint;

import java.io.IOException;

/** A checkpoint disappeared while it was read: Flink deletes it when newer ones complete. No error; a newer one can be read instead. */
public final class SupersededException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String checkpoint;

    /**
     * A checkpoint of which something was gone.
     *
     * @param checkpoint its directory
     * @param cause tells the file that was gone
     */
    public SupersededException(String checkpoint, IOException cause) {
        super(
                checkpoint + " disappeared while it was read, which happens when newer checkpoints complete; with"
                        + " execution.checkpointing.num-retained of 2 or more it stays longer",
                cause);
        this.checkpoint = checkpoint;
    }

    public String checkpoint() {
        return checkpoint;
    }
}
