package io.streamgauge.checkpoint.stream;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;

/** The bytes of one key group, one after the other. */
interface GroupInput {

    /** As {@link java.io.InputStream#read(byte[], int, int)}: -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException;

    /** The most that can still come. */
    long atMost();

    /** A problem here. */
    CheckpointFormatException problem(String problem);

    /** As they lie in the stream. */
    final class Plain implements GroupInput {
        private final ByteSource source;
        private final long end;
        private long position;

        Plain(ByteSource source, long start, long size) {
            this.source = source;
            this.position = start;
            this.end = start + size;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = (int) Math.min(length, end - position);
            if (count == 0) {
                return -1;
            }
            source.read(position, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public long atMost() {
            return end - position;
        }

        @Override
        public CheckpointFormatException problem(String problem) {
            return new CheckpointFormatException(source.name(), position, problem);
        }
    }
}
