package io.streamgauge.agent.profile.jfr;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The constants of a chunk that samples refer to. */
final class JfrConstants {

    /** Deeper frames are left out: the ones nearest to the root. The JVM's own limit for recursion is near this. */
    static final int MOST_FRAMES = 2_048;

    private static final int MOST_POOLS = 10_000;

    private final JfrMetadata metadata;
    private final Map<Long, String> threads = new HashMap<>();
    private final Map<Long, String> symbols = new HashMap<>();
    private final Map<Long, String> frameTypes = new HashMap<>();
    private final Map<Long, Long> classNames = new HashMap<>();
    private final Map<Long, Method> methods = new HashMap<>();
    private final Map<Long, Trace> traces = new HashMap<>();

    private JfrConstants(JfrMetadata metadata) {
        this.metadata = metadata;
    }

    record Method(long ownerClass, long name) {}

    /** Frames leaf first: methods and types are parallel. Nobody writes to the arrays. */
    static final class Trace {
        final long[] methods;
        final long[] types;

        Trace(long[] methods, long[] types) {
            this.methods = methods;
            this.types = types;
        }
    }

    /** @param start the first constant event of a chunk, {@code end} the chunk's end */
    static JfrConstants read(JfrCursor in, long start, long end, JfrMetadata metadata) throws JfrFormatException {
        JfrConstants constants = new JfrConstants(metadata);
        long at = start;
        for (int i = 0; i < MOST_POOLS; i++) {
            in.window(at, end);
            in.number(); // size
            in.number(); // type
            in.number(); // start
            in.number(); // duration
            long delta = in.number();
            in.number(); // why it was written
            int pools = in.count();
            for (int pool = 0; pool < pools; pool++) {
                constants.pool(in);
            }
            if (delta == 0) {
                return constants;
            }
            at += delta;
        }
        throw new JfrFormatException("more than " + MOST_POOLS + " events of constants");
    }

    /** Empty when it is not known. */
    String thread(long id) {
        return threads.getOrDefault(id, "");
    }

    @Nullable
    Trace trace(long id) {
        return traces.get(id);
    }

    @Nullable
    Method method(long id) {
        return methods.get(id);
    }

    String className(long id) {
        return symbols.getOrDefault(classNames.getOrDefault(id, -1L), "");
    }

    String symbol(long id) {
        return symbols.getOrDefault(id, "");
    }

    /** As async-profiler calls it: Interpreted, Inlined, Native, C++, Kernel, ... */
    String frameType(long id) {
        return frameTypes.getOrDefault(id, "");
    }

    private void pool(JfrCursor in) throws JfrFormatException {
        long id = in.number();
        JfrType type = metadata.type(id);
        if (type == null) {
            throw new JfrFormatException("constants of class " + id + ", which is not declared");
        }
        int count = in.count();
        for (int i = 0; i < count; i++) {
            constant(in, type, in.number());
        }
    }

    private void constant(JfrCursor in, JfrType type, long id) throws JfrFormatException {
        switch (type.name()) {
            case "java.lang.Thread" -> thread(in, type, id);
            case "jdk.types.Symbol" -> symbols.put(id, firstText(in, type));
            case "jdk.types.FrameType" -> frameTypes.put(id, firstText(in, type));
            case "java.lang.Class" -> classNames.put(id, numbers(in, type, "name")[0]);
            case "jdk.types.Method" -> {
                long[] found = numbers(in, type, "type", "name");
                methods.put(id, new Method(found[0], found[1]));
            }
            case "jdk.types.StackTrace" -> traces.put(id, trace(in, type));
                // It has no fields of its own where async-profiler declares it.
            case "java.lang.String" -> in.text();
            default -> metadata.skip(in, type);
        }
    }

    private void thread(JfrCursor in, JfrType type, long id) throws JfrFormatException {
        String name = "";
        for (JfrType.Field field : type.fields()) {
            boolean named = field.name().equals("osName") || field.name().equals("javaName");
            String text = named ? metadata.text(in, field) : null;
            if (!named) {
                metadata.skip(in, field);
            } else if (text != null && !text.isEmpty()) {
                // The Java name comes second and counts: that of the system may be cut to 15 bytes.
                name = text;
            }
        }
        threads.put(id, name);
    }

    private String firstText(JfrCursor in, JfrType type) throws JfrFormatException {
        String text = null;
        for (JfrType.Field field : type.fields()) {
            String found = metadata.text(in, field);
            text = text == null ? found : text;
        }
        return text == null ? "" : text;
    }

    private long[] numbers(JfrCursor in, JfrType type, String... wanted) throws JfrFormatException {
        long[] found = new long[wanted.length];
        for (JfrType.Field field : type.fields()) {
            int index = Arrays.asList(wanted).indexOf(field.name());
            if (index < 0) {
                metadata.skip(in, field);
            } else {
                found[index] = metadata.number(in, field);
            }
        }
        return found;
    }

    private Trace trace(JfrCursor in, JfrType type) throws JfrFormatException {
        Trace trace = new Trace(new long[0], new long[0]);
        for (JfrType.Field field : type.fields()) {
            JfrType frame = field.array() && !field.pooled() ? metadata.type(field.type()) : null;
            if (frame == null || !frame.name().equals("jdk.types.StackFrame")) {
                metadata.skip(in, field);
                continue;
            }
            int depth = in.count();
            int kept = Math.min(depth, MOST_FRAMES);
            trace = new Trace(new long[kept], new long[kept]);
            for (int i = 0; i < depth; i++) {
                long[] found = numbers(in, frame, "method", "type");
                if (i < kept) {
                    trace.methods[i] = found[0];
                    trace.types[i] = found[1];
                }
            }
        }
        return trace;
    }
}
