package io.streamgauge.agent.profile.jfr;

import java.util.ArrayList;
import java.util.List;

/**
 * One chunk of a file: its classes, its constants, where its events are.
 *
 * @param end where the next chunk begins
 * @param ticksPerSecond of times and durations, positive
 */
record JfrChunk(int start, int end, long ticksPerSecond, JfrMetadata metadata, JfrConstants constants) {

    private static final int HEADER = 68;
    private static final long MAGIC = 0x464c5200;
    private static final int MOST_CHUNKS = 10_000;

    /** Called at the fields of each event that has a class. */
    interface Events {
        void event(JfrCursor in, JfrChunk chunk, JfrType type) throws JfrFormatException;
    }

    /** All chunks; they fill the file. */
    static List<JfrChunk> all(JfrCursor in, int size) throws JfrFormatException {
        List<JfrChunk> chunks = new ArrayList<>();
        int start = 0;
        do {
            JfrChunk chunk = read(in, start, size);
            chunks.add(chunk);
            start = chunk.end();
        } while (start < size && chunks.size() < MOST_CHUNKS);
        return chunks;
    }

    private static JfrChunk read(JfrCursor in, int start, int fileSize) throws JfrFormatException {
        in.window(start, fileSize);
        if (in.remaining() < HEADER || in.big(4) != MAGIC) {
            throw new JfrFormatException("no JFR file, or cut off: no chunk begins at byte " + start);
        }
        long major = in.big(2);
        if (major != 2) {
            throw new JfrFormatException("version " + major + " of JFR, expected 2");
        }
        in.big(2); // minor
        long size = in.big(8);
        long constantsAt = in.big(8);
        long metadataAt = in.big(8);
        in.big(8); // start in nanoseconds
        in.big(8); // duration
        in.big(8); // start in ticks
        long ticksPerSecond = in.big(8);
        if (size < HEADER || size > fileSize - start) {
            throw new JfrFormatException("chunk of " + size + " bytes at byte " + start + " of " + fileSize
                    + ": cut off, or never finished");
        }
        if (!within(constantsAt, size) || !within(metadataAt, size) || ticksPerSecond <= 0) {
            throw new JfrFormatException("chunk at byte " + start + ": never finished");
        }
        int end = (int) (start + size);
        in.window(start + metadataAt, end);
        JfrMetadata metadata = JfrMetadata.read(in);
        JfrConstants constants = JfrConstants.read(in, start + constantsAt, end, metadata);
        return new JfrChunk(start, end, ticksPerSecond, metadata, constants);
    }

    private static boolean within(long offset, long size) {
        return offset >= HEADER && offset < size;
    }

    void events(JfrCursor in, Events events) throws JfrFormatException {
        int at = start + HEADER;
        while (at < end) {
            in.window(at, end);
            long size = in.number();
            if (size <= 0 || size > end - at) {
                throw new JfrFormatException("event of " + size + " bytes at byte " + at);
            }
            in.window(in.position(), at + size);
            JfrType type = metadata.type(in.number());
            if (type != null) {
                events.event(in, this, type);
            }
            at += (int) size;
        }
    }
}
