package io.streamgauge.samplejob.leak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the leak in force now, from the control file if there is one.
 *
 * <p>The file holds one line, {@code leak=CAUSE}; empty lines and those that start with # do not count. It is read at
 * most once per second. A file that cannot be understood, or is half written, changes nothing. Owned by one task thread.
 */
public final class LeakControl {

    private static final Logger LOG = LoggerFactory.getLogger(LeakControl.class);
    private static final long POLL_NANOS = 1_000_000_000L;
    private static final long MAX_FILE_BYTES = 4096;

    private final Leak initial;
    private final Optional<Path> file;
    private Leak current;
    private boolean polled;
    private long polledAtNanos;
    private String complaint = "";

    LeakControl(Leak initial, Optional<Path> file) {
        this.initial = initial;
        this.file = file;
        this.current = initial;
    }

    /**
     * The leak in force.
     *
     * @param nowNanos as of System.nanoTime
     */
    public Leak current(long nowNanos) {
        if (file.isPresent() && (!polled || nowNanos - polledAtNanos >= POLL_NANOS)) {
            polled = true;
            polledAtNanos = nowNanos;
            Leak told = read(file.get());
            if (told != current) {
                LOG.info("The leak is now {}, was {}", told.cause(), current.cause());
                current = told;
            }
        }
        return current;
    }

    private Leak read(Path path) {
        try {
            if (Files.size(path) > MAX_FILE_BYTES) {
                return complain(path + ": larger than " + MAX_FILE_BYTES + " bytes, expected one line leak=CAUSE");
            }
            return parse(path, Files.readString(path, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return initial;
        } catch (IOException e) {
            return complain(path + ": cannot be read: " + e);
        }
    }

    private Leak parse(Path path, String content) {
        for (String line : content.split("\\R")) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (!text.startsWith("leak=")) {
                return complain(path + ": found \"" + text + "\", expected leak=CAUSE");
            }
            String cause = text.substring("leak=".length()).strip();
            Optional<String> refusal = Leak.refusal(cause);
            if (refusal.isPresent()) {
                return complain(path + ": " + refusal.get());
            }
            Leak told = Leak.of(cause).orElse(current);
            if (told.isDeployed() && told != initial) {
                return complain(path + ": " + cause + " is in how a job is deployed, so it can end but not begin here;"
                        + " submit the job with --leak " + cause);
            }
            complaint = "";
            return told;
        }
        return current;
    }

    /** Warns once per cause, and leaves things as they are. */
    private Leak complain(String what) {
        if (!what.equals(complaint)) {
            LOG.warn("{}; the leak stays {}", what, current.cause());
            complaint = what;
        }
        return current;
    }
}
