package io.streamgauge.agent.profile.format;

import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A profile in pprof's format, {@code profile.proto}, compressed. The thread is a label of each sample, a frame's kind its file. */
public final class Pprof {

    private final Profile profile;
    private final Map<String, Integer> textIds = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    private Pprof(Profile profile) {
        this.profile = profile;
    }

    /**
     * The stream stays open.
     *
     * @param type what the values are of, e.g. {@code cpu}
     */
    public static void write(Profile profile, String type, Instant from, Duration duration, OutputStream out)
            throws IOException {
        GZIPOutputStream compressed = new GZIPOutputStream(out);
        new Pprof(profile).message(type, from, duration).writeTo(compressed);
        compressed.finish();
    }

    private Message message(String type, Instant from, Duration duration) {
        text("");
        Message all = new Message();
        all.message(
                1,
                new Message()
                        .number(1, text(type))
                        .number(2, text(profile.unit().text())));
        int thread = text("thread");
        for (Map.Entry<Stack, Long> entry : profile.values().entrySet()) {
            Stack stack = entry.getKey();
            long[] locations = new long[stack.depth()];
            for (int level = 0; level < locations.length; level++) {
                locations[locations.length - 1 - level] = stack.frame(level) + 1L;
            }
            all.message(
                    2,
                    new Message()
                            .packed(1, locations)
                            .packed(2, entry.getValue())
                            .message(3, new Message().number(1, thread).number(2, text(stack.thread()))));
        }
        List<Frame> frames = profile.frames();
        for (int i = 0; i < frames.size(); i++) {
            // A location and a function for each frame, numbered alike from 1.
            all.message(4, new Message().number(1, i + 1L).message(4, new Message().number(1, i + 1L)));
            int name = text(frames.get(i).name());
            all.message(
                    5,
                    new Message()
                            .number(1, i + 1L)
                            .number(2, name)
                            .number(3, name)
                            .number(4, text(frames.get(i).kind().text())));
        }
        texts.forEach(text -> all.bytes(6, text.getBytes(StandardCharsets.UTF_8)));
        return all.number(9, from.getEpochSecond() * 1_000_000_000L + from.getNano())
                .number(10, duration.toNanos());
    }

    private int text(String text) {
        return textIds.computeIfAbsent(text, added -> {
            texts.add(added);
            return texts.size() - 1;
        });
    }

    /** Fields of protobuf, in the order in which they are added. */
    private static final class Message {

        private static final int VARINT = 0;
        private static final int BYTES = 2;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3 | VARINT);
            varint(value);
            return this;
        }

        Message bytes(int field, byte[] bytes) {
            varint((long) field << 3 | BYTES);
            varint(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        Message message(int field, Message inner) {
            return bytes(field, inner.out.toByteArray());
        }

        Message packed(int field, long... values) {
            Message packed = new Message();
            for (long value : values) {
                packed.varint(value);
            }
            return message(field, packed);
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }

        void writeTo(OutputStream stream) throws IOException {
            out.writeTo(stream);
        }
    }
}
