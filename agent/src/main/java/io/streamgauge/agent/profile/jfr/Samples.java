package io.streamgauge.agent.profile.jfr;

import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.ProfileBuilder;
import io.streamgauge.agent.profile.model.ProfileUnit;
import java.util.ArrayList;
import java.util.List;

/** Samples by the numbers of their chunk, made into a profile with names. Sums that do not fit stop at the largest long. */
final class Samples {

    private static final int MOST_STACKS = 200_000;

    /** Of all stacks together: 4 bytes each, in a profile. */
    private static final long MOST_FRAMES = 8_000_000;

    private final ProfileBuilder profile;
    private long stacks;
    private long frames;
    private long total;

    Samples(ProfileMode mode) {
        ProfileUnit unit =
                switch (mode) {
                    case CPU, WALL, LOCK -> ProfileUnit.NANOSECONDS;
                    case ALLOC, NATIVE_MEMORY -> ProfileUnit.BYTES;
                };
        profile = new ProfileBuilder(unit);
    }

    /**
     * What samples are added up by.
     *
     * @param subject the class of what was allocated or waited for; 0 for none
     */
    record Key(long thread, long trace, long subject) {}

    static void limit(long stacks) throws JfrFormatException {
        if (stacks > MOST_STACKS) {
            throw new JfrFormatException("more than " + MOST_STACKS + " different stacks; record for a shorter time");
        }
    }

    static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    static long times(long one, long other) {
        return Math.multiplyHigh(one, other) != 0 || one * other < 0 ? Long.MAX_VALUE : one * other;
    }

    void add(JfrConstants constants, Key key, long value) throws JfrFormatException {
        List<Frame> stack = frames(constants, key);
        limit(++stacks);
        frames += stack.size();
        if (frames > MOST_FRAMES) {
            throw new JfrFormatException("more than " + MOST_FRAMES + " frames; record for a shorter time");
        }
        // A profile's total is exact, so what goes beyond it is not a measurement.
        long fits = Math.min(value, Long.MAX_VALUE - total);
        if (fits > 0) {
            total += fits;
            profile.add(FrameNames.thread(constants.thread(key.thread())), stack, fits);
        }
    }

    Profile profile() {
        return profile.build();
    }

    private static List<Frame> frames(JfrConstants constants, Key key) {
        List<Frame> stack = new ArrayList<>();
        JfrConstants.Trace trace = constants.trace(key.trace());
        int depth = trace == null ? 0 : trace.methods.length;
        for (int i = depth - 1; trace != null && i >= 0; i--) {
            JfrConstants.Method method = constants.method(trace.methods[i]);
            if (method != null && constants.className(method.ownerClass()).contains("libasyncProfiler")) {
                // The profiler stands between native code and what it allocates with.
                continue;
            }
            if (method == null) {
                stack.add(new Frame("[unknown]", FrameKind.NATIVE));
            } else {
                stack.add(FrameNames.frame(
                        constants.frameType(trace.types[i]),
                        constants.className(method.ownerClass()),
                        constants.symbol(method.name())));
            }
        }
        String subject = constants.className(key.subject());
        if (!subject.isEmpty()) {
            stack.add(new Frame(FrameNames.javaClass(subject), FrameKind.JAVA));
        }
        return stack;
    }
}
