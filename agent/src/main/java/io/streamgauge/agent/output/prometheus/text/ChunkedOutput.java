package io.streamgauge.agent.output.prometheus.text;

/** Bytes written one after another into chunks; full chunks go to the sink. Not thread-safe. */
public final class ChunkedOutput {

    /** Takes full chunks. */
    public interface Sink {

        /** Returns the chunk to go on with: the same one where its bytes are no longer needed. */
        byte[] full(byte[] chunk, int length);
    }

    private final Sink sink;
    private byte[] chunk;
    private int length;

    public ChunkedOutput(byte[] chunk, Sink sink) {
        this.chunk = chunk;
        this.sink = sink;
    }

    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    public void write(byte[] bytes, int from, int count) {
        int done = 0;
        while (count - done > chunk.length - length) {
            int part = chunk.length - length;
            System.arraycopy(bytes, from + done, chunk, length, part);
            length += part;
            done += part;
            flush();
        }
        System.arraycopy(bytes, from + done, chunk, length, count - done);
        length += count - done;
    }

    /** One sample: name, labels (with the space behind them), number, line end. */
    public void line(byte[] name, byte[] labels, boolean isDouble, long bits) {
        nameAndLabels(name, labels);
        number(isDouble, bits);
    }

    /** The same with a number that was printed before, its line end included. */
    public void line(byte[] name, byte[] labels, byte[] number, int numberBytes) {
        nameAndLabels(name, labels);
        write(number, 0, numberBytes);
    }

    private void nameAndLabels(byte[] name, byte[] labels) {
        if (name.length + labels.length > chunk.length - length) {
            write(name);
            write(labels);
            return;
        }
        System.arraycopy(name, 0, chunk, length, name.length);
        length += name.length;
        System.arraycopy(labels, 0, chunk, length, labels.length);
        length += labels.length;
    }

    /** The number and the line end. */
    public void number(boolean isDouble, long bits) {
        if (NumberPrinter.MAX_BYTES > chunk.length - length) {
            flush();
        }
        int end = isDouble
                ? NumberPrinter.print(Double.longBitsToDouble(bits), chunk, length)
                : NumberPrinter.print(bits, chunk, length);
        chunk[end] = '\n';
        length = end + 1;
    }

    /** Hands over what is there, full or not. */
    public void flush() {
        if (length > 0) {
            int full = length;
            length = 0;
            chunk = sink.full(chunk, full);
        }
    }

    /** The chunk in use, when nothing more is written. */
    public byte[] lastChunk() {
        return chunk;
    }
}
