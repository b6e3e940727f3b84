package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Reads the newest checkpoint at a place. One that Flink deletes meanwhile has a successor, which is read instead. */
final class NewestReading {
    private static final int ATTEMPTS = 3;

    private NewestReading() {}

    /** Looks again what is there. */
    @FunctionalInterface
    interface Finder {
        Found find() throws IOException, InspectException;
    }

    /** Reads one. */
    @FunctionalInterface
    interface Reader {
        Reading read(LocatedCheckpoint located) throws IOException;
    }

    /** @throws SupersededException if it went away without a successor, or its successors did as well */
    static Reading of(Found found, Finder finder, Reader reader) throws IOException {
        LocatedCheckpoint newest = found.newest();
        for (int attempt = 1; ; attempt++) {
            try {
                return reader.read(newest);
            } catch (SupersededException e) {
                LocatedCheckpoint successor = attempt == ATTEMPTS ? newest : successor(finder, newest);
                if (successor.equals(newest)) {
                    throw e;
                }
                newest = successor;
            }
        }
    }

    private static LocatedCheckpoint successor(Finder finder, LocatedCheckpoint gone) throws IOException {
        try {
            return finder.find().newest();
        } catch (NoSuchFileException | InspectException e) {
            return gone;
        }
    }
}
