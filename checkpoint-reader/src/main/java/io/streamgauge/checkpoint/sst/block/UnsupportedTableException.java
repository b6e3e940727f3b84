package io.streamgauge.checkpoint.sst.block;

import java.io.IOException;

/** A sound table file that uses something this reader does not know. The message tells the file, what was found and what is known. */
public final class UnsupportedTableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;

    public UnsupportedTableException(String file, String found, String known) {
        super(file + ": found " + found + ", which is not read here; known are " + known);
        this.file = file;
    }

    public String file() {
        return file;
    }
}
