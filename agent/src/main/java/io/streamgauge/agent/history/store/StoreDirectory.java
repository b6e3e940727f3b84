package io.streamgauge.agent.history.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** The directory of a history: who wrote it, and what to say when it cannot be opened. */
public final class StoreDirectory {

    /** Raised when a version before cannot read what this one writes. */
    public static final int FORMAT = 1;

    public static final String FORMAT_FILE = "FORMAT";
    public static final String DATABASE = "db";

    private static final Pattern FORMAT_LINE = Pattern.compile("streamgauge history (\\d{1,9})\\s*");

    private final Path directory;
    private final long maxBytes;

    public StoreDirectory(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    /**
     * Opens it, empty if need be.
     *
     * @throws HistoryException when a person has to decide
     * @throws IOException when it may work later: no room, no permission
     */
    public RocksStore open() throws IOException {
        Files.createDirectories(directory);
        Path format = directory.resolve(FORMAT_FILE);
        Path database = directory.resolve(DATABASE);
        if (Files.exists(format)) {
            check(Files.readString(format));
        } else if (Files.exists(database.resolve("CURRENT"))) {
            throw new HistoryException(at() + "found a database without the file " + FORMAT_FILE
                    + ", which no agent has written; set history.directory to a directory of the agent's own");
        } else {
            Path fresh = directory.resolve(FORMAT_FILE + ".tmp");
            Files.writeString(fresh, "streamgauge history " + FORMAT + "\n");
            Files.move(fresh, format, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.createDirectories(database);
        loadLibrary();
        try {
            return RocksStore.open(database, maxBytes);
        } catch (RocksDBException e) {
            throw explained(e);
        }
    }

    /** Unpacks it into the temporary directory, which may be full or not for programs. */
    private static void loadLibrary() throws IOException {
        try {
            RocksDB.loadLibrary();
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new IOException(
                    "RocksDB's library cannot be unpacked into " + System.getProperty("java.io.tmpdir")
                            + " and loaded (" + reason.getMessage()
                            + "); make room there, or start the agent with -Djava.io.tmpdir=DIR",
                    e);
        }
    }

    private void check(String line) {
        Matcher matcher = FORMAT_LINE.matcher(line);
        if (!matcher.matches()) {
            throw new HistoryException(at() + "the file " + FORMAT_FILE + " says \"" + line.strip()
                    + "\", expected \"streamgauge history " + FORMAT + "\"; set history.directory to a directory of the"
                    + " agent's own");
        }
        int found = Integer.parseInt(matcher.group(1));
        if (found > FORMAT) {
            throw new HistoryException(at() + "written by a newer version of the agent: found format " + found
                    + ", this version reads up to " + FORMAT + "; run the newer version again, or set"
                    + " history.directory to another directory");
        }
    }

    private IOException explained(RocksDBException e) {
        String text = e.getMessage() == null ? "" : e.getMessage();
        Status status = e.getStatus();
        Status.Code code = status == null ? Status.Code.Undefined : status.getCode();
        if (text.toLowerCase(Locale.ROOT).contains("lock")) {
            throw new HistoryException(
                    at() + "in use by another agent (" + text + "); stop that one, or set history.directory to another"
                            + " directory",
                    e);
        }
        if (code == Status.Code.IOError && !text.contains("No such file")) {
            return new IOException(text, e);
        }
        throw corrupt(e);
    }

    public HistoryException corrupt(RocksDBException e) {
        Path database = directory.resolve(DATABASE);
        return new HistoryException(
                at() + "damaged files (" + e.getMessage() + "); to start anew and keep them for a look: mv " + database
                        + " " + database + ".damaged; or set history.directory to another directory",
                e);
    }

    private String at() {
        return "history.directory: " + directory + ": ";
    }
}
