package io.streamgauge.agent.profile.format;

import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.Profile;
import java.io.IOException;

/**
 * Collapsed stacks, one a line: thread and frames root first, divided by {@code ;}, a blank, the value. What would divide
 * in a name is replaced, so that hostile names stay in their place.
 */
public final class Collapsed {

    private Collapsed() {}

    public static void write(Profile profile, Appendable out) throws IOException {
        for (var entry : profile.values().entrySet()) {
            out.append(safe(entry.getKey().thread()));
            for (Frame frame : profile.framesOf(entry.getKey())) {
                out.append(';').append(safe(frame.name()));
            }
            out.append(' ').append(Long.toString(entry.getValue())).append('\n');
        }
    }

    /** {@code ;} as a comma, control characters and line ends of Unicode as blanks. */
    private static String safe(String name) {
        StringBuilder safe = new StringBuilder(name.length());
        name.codePoints()
                .map(c -> c == ';' ? ',' : Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
