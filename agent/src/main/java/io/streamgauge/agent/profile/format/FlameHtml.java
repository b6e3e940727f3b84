package io.streamgauge.agent.profile.format;

import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import one.convert.Arguments;
import one.convert.FlameGraph;

/**
 * async-profiler's page with a flame graph, in one file that needs nothing else. It does not escape what is in names, so these are
 * made harmless here; who serves it confines it besides.
 */
public final class FlameHtml {

    private FlameHtml() {}

    /** The stream stays open. */
    public static void write(Profile profile, String title, OutputStream out) throws IOException {
        StringBuilder stacks = new StringBuilder();
        profile.values().forEach((stack, value) -> {
            stacks.append(harmless(stack.thread()));
            for (Frame frame : profile.framesOf(stack)) {
                stacks.append(';').append(harmless(frame.name())).append(suffix(frame.kind()));
            }
            stacks.append(' ').append(value).append('\n');
        });
        FlameGraph graph = new FlameGraph(new Arguments("--title", harmless(title), "--output", "html"));
        graph.parseCollapsed(new StringReader(stacks.toString()));
        graph.dump(out);
    }

    /** What the page colours frames by. */
    private static String suffix(FrameKind kind) {
        return switch (kind) {
            case JAVA -> "_[j]";
            case KERNEL -> "_[k]";
            case NATIVE, ROCKSDB, VM -> "";
        };
    }

    /** Without what ends a script, a text or a line; letters that look alike stand for them. */
    private static String harmless(String name) {
        StringBuilder safe = new StringBuilder(name.length());
        name.codePoints().map(FlameHtml::harmless).forEach(safe::appendCodePoint);
        return safe.toString();
    }

    private static int harmless(int c) {
        return switch (c) {
            case '<' -> '‹';
            case '>' -> '›';
            case '&' -> '+';
            case '\'', '"', '`' -> '’';
            case '\\' -> '/';
            case ';' -> ',';
            case '{', '$' -> '_';
            default -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || (c >= 0xd800 && c < 0xe000) ? ' ' : c;
        };
    }
}
