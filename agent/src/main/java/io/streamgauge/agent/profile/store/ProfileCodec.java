package io.streamgauge.agent.profile.store;

import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.ProfileBuilder;
import io.streamgauge.agent.profile.model.ProfileUnit;
import io.streamgauge.agent.profile.model.Stack;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The bytes of a file: description, then stacks. Counts are bounded: a damaged file is an error and no endless allocation. */
final class ProfileCodec {

    private static final int MOST_ITEMS = 10_000_000;
    private static final int MOST_TEXT = 1 << 20;

    private ProfileCodec() {}

    static void write(ProfileDescription description, DataOutputStream out) throws IOException {
        text(out, description.id());
        text(out, description.process().id());
        text(out, description.process().kind().name());
        text(out, description.process().host());
        text(out, description.mode().text());
        out.writeLong(description.from().toEpochMilli());
        out.writeLong(description.to().toEpochMilli());
        text(out, description.engine());
        out.writeInt(description.notSeen().size());
        for (String one : description.notSeen()) {
            text(out, one);
        }
        out.writeBoolean(description.continuous());
        text(out, description.askedBy());
    }

    static ProfileDescription readDescription(DataInputStream in) throws IOException {
        String id = text(in);
        ProcessRef process = new ProcessRef(text(in), pick(ProcessKind.values(), Enum::name, text(in)), text(in));
        ProfileMode mode = pick(ProfileMode.values(), ProfileMode::text, text(in));
        Instant from = Instant.ofEpochMilli(in.readLong());
        Instant to = Instant.ofEpochMilli(in.readLong());
        String engine = text(in);
        int count = count(in);
        List<String> notSeen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            notSeen.add(text(in));
        }
        try {
            return new ProfileDescription(id, process, mode, from, to, engine, notSeen, in.readBoolean(), text(in));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    static void write(Profile profile, DataOutputStream out) throws IOException {
        text(out, profile.unit().text());
        out.writeInt(profile.frames().size());
        for (Frame frame : profile.frames()) {
            text(out, frame.name());
            text(out, frame.kind().text());
        }
        out.writeInt(profile.values().size());
        for (Map.Entry<Stack, Long> entry : profile.values().entrySet()) {
            Stack stack = entry.getKey();
            text(out, stack.thread());
            out.writeInt(stack.depth());
            for (int level = 0; level < stack.depth(); level++) {
                out.writeInt(stack.frame(level));
            }
            out.writeLong(entry.getValue());
        }
    }

    static Profile readProfile(DataInputStream in) throws IOException {
        ProfileBuilder profile = new ProfileBuilder(pick(ProfileUnit.values(), ProfileUnit::text, text(in)));
        int count = count(in);
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(new Frame(text(in), pick(FrameKind.values(), FrameKind::text, text(in))));
        }
        int stacks = count(in);
        for (int i = 0; i < stacks; i++) {
            String thread = text(in);
            int depth = count(in);
            List<Frame> stack = new ArrayList<>();
            for (int level = 0; level < depth; level++) {
                int frame = in.readInt();
                if (frame < 0 || frame >= frames.size()) {
                    throw new IOException("frame " + frame + " of " + frames.size());
                }
                stack.add(frames.get(frame));
            }
            try {
                profile.add(thread, stack, in.readLong());
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return profile.build();
    }

    private static <T> T pick(T[] constants, Function<T, String> name, String wanted) throws IOException {
        Optional<T> found = List.of(constants).stream()
                .filter(constant -> name.apply(constant).equals(wanted))
                .findFirst();
        return found.orElseThrow(() -> new IOException("not one of " + List.of(constants)));
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_ITEMS) {
            throw new IOException(count + " items, expected 0 to " + MOST_ITEMS);
        }
        return count;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_TEXT) {
            throw new IOException("text of " + length + " bytes, expected 0 to " + MOST_TEXT);
        }
        byte[] utf8 = in.readNBytes(length);
        if (utf8.length < length) {
            throw new IOException("ends in the middle of a text");
        }
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
