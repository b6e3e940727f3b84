package io.streamgauge.agent.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a recording that goes on: {@code recording-NNNNNNNN.jsonl}, each whole in itself. One is written at a time; the
 * oldest are dropped. What a killed process left half written is cut off at the next start. Owned by one thread, but for
 * {@link #list}.
 */
final class RecordingFiles implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("recording-(\\d{8})\\.jsonl");
    /** Of all that may be kept, so much is dropped at a time. */
    private static final int PARTS = 16;

    private static final int TAIL_BYTES = 1 << 16;

    private final RecordingSettings settings;
    private @Nullable FileChannel channel;
    private long written;
    private long number;

    private RecordingFiles(RecordingSettings settings, long number) {
        this.settings = settings;
        this.number = number;
    }

    static RecordingFiles open(RecordingSettings settings) throws IOException {
        Files.createDirectories(settings.directory());
        List<Path> there = list(settings.directory());
        if (there.isEmpty()) {
            return new RecordingFiles(settings, 0);
        }
        Path newest = there.get(there.size() - 1);
        cutTorn(newest);
        return new RecordingFiles(settings, number(newest));
    }

    /** Oldest first. Any thread. */
    static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    void append(byte[] line) throws IOException {
        FileChannel open = channel;
        if (open != null && written >= settings.maxBytes() / PARTS) {
            close();
            open = null;
        }
        if (open == null) {
            open = begin();
        }
        long before = written;
        try {
            write(open, line);
            write(open, new byte[] {'\n'});
        } catch (IOException e) {
            // A full disk: the next one begins on a line of its own.
            written = before;
            open.truncate(before);
            throw e;
        }
        dropOldest();
    }

    private FileChannel begin() throws IOException {
        number++;
        FileChannel open = FileChannel.open(
                settings.directory().resolve(String.format("recording-%08d.jsonl", number)),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        channel = open;
        written = 0;
        write(open, (RecordingFormat.HEADER + "\n").getBytes(StandardCharsets.UTF_8));
        return open;
    }

    private void write(FileChannel open, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            written += open.write(left);
        }
    }

    private void dropOldest() throws IOException {
        List<Path> files = list(settings.directory());
        long all = 0;
        for (Path file : files) {
            all += Files.size(file);
        }
        for (Path oldest : files.subList(0, Math.max(0, files.size() - 1))) {
            if (all <= settings.maxBytes()) {
                return;
            }
            all -= Files.size(oldest);
            Files.delete(oldest);
        }
    }

    /** Cuts what is behind the last end of a line. */
    private static void cutTorn(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            while (end > 0) {
                int length = (int) Math.min(TAIL_BYTES, end);
                ByteBuffer tail = ByteBuffer.allocate(length);
                while (tail.hasRemaining() && channel.read(tail, end - length + tail.position()) >= 0) {
                    // until the part is whole
                }
                for (int i = tail.position() - 1; i >= 0; i--) {
                    if (tail.get(i) == '\n') {
                        channel.truncate(end - length + i + 1);
                        return;
                    }
                }
                end -= length;
            }
            channel.truncate(0);
        }
    }

    private static long number(Path file) {
        var matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
