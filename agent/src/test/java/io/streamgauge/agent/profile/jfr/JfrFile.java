package io.streamgauge.agent.profile.jfr;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a file of one chunk as async-profiler does, of what a test says. A thousand ticks are a second. */
final class JfrFile {

    private static final int HEADER = 68;
    private static final List<String> PRIMITIVES =
            List.of("boolean", "byte", "char", "short", "int", "long", "float", "double", "java.lang.String");

    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final List<String> classes = new ArrayList<>();
    private final List<Bytes> events = new ArrayList<>();
    private final Map<String, List<Bytes>> constants = new LinkedHashMap<>();
    private final Map<String, Integer> symbols = new LinkedHashMap<>();

    JfrFile() {
        PRIMITIVES.forEach(name -> declare(name));
        declare("java.lang.Class", "classLoader:long", "name:jdk.types.Symbol*", "package:long", "modifiers:int");
        declare("jdk.types.Symbol", "string:java.lang.String");
        declare("jdk.types.FrameType", "description:java.lang.String");
        declare(
                "jdk.types.Method",
                "type:java.lang.Class*",
                "name:jdk.types.Symbol*",
                "descriptor:jdk.types.Symbol*",
                "modifiers:int",
                "hidden:boolean");
        declare(
                "jdk.types.StackFrame",
                "method:jdk.types.Method*",
                "lineNumber:int",
                "bytecodeIndex:int",
                "type:jdk.types.FrameType*");
        declare("jdk.types.StackTrace", "truncated:boolean", "frames:jdk.types.StackFrame[]");
        declare(
                "java.lang.Thread",
                "osName:java.lang.String",
                "osThreadId:long",
                "javaName:java.lang.String",
                "javaThreadId:long");
        declare("jdk.ActiveSetting", "startTime:long", "id:long", "name:java.lang.String", "value:java.lang.String");
        String[] sample = {"startTime:long", "sampledThread:java.lang.Thread*", "stackTrace:jdk.types.StackTrace*"};
        declare("jdk.ExecutionSample", sample);
        declare("profiler.WallClockSample", sample[0], sample[1], sample[2], "samples:int");
        String[] event = {"startTime:long", "eventThread:java.lang.Thread*", "stackTrace:jdk.types.StackTrace*"};
        declare(
                "jdk.ObjectAllocationInNewTLAB",
                event[0],
                event[1],
                event[2],
                "objectClass:java.lang.Class*",
                "allocationSize:long",
                "tlabSize:long");
        declare("jdk.JavaMonitorEnter", event[0], "duration:long", event[1], event[2], "monitorClass:java.lang.Class*");
        declare("profiler.Malloc", event[0], event[1], event[2], "address:long", "size:long");
        declare("profiler.Free", event[0], event[1], event[2], "address:long");
    }

    int id(String type) {
        return ids.computeIfAbsent(type, added -> ids.size() + 10);
    }

    /** @param fields NAME:CLASS, with * for a constant's number and [] for an array */
    void declare(String type, String... fields) {
        Map<String, String> element = new LinkedHashMap<>();
        element.put("name", type);
        element.put("id", Integer.toString(id(type)));
        StringBuilder text = new StringBuilder(element.get("name") + " " + element.get("id"));
        for (String field : fields) {
            text.append(' ').append(field);
        }
        classes.add(text.toString());
    }

    JfrFile thread(int id, String name) {
        return constant(
                "java.lang.Thread",
                new Bytes().number(id).text("short").number(1).text(name).number(1));
    }

    JfrFile frameType(int id, String name) {
        return constant("jdk.types.FrameType", new Bytes().number(id).text(name));
    }

    JfrFile type(int id, String name) {
        return constant(
                "java.lang.Class",
                new Bytes().number(id).number(0).number(symbol(name)).number(0).number(0));
    }

    JfrFile method(int id, int type, String name) {
        return constant(
                "jdk.types.Method",
                new Bytes()
                        .number(id)
                        .number(type)
                        .number(symbol(name))
                        .number(0)
                        .number(0)
                        .u1(0));
    }

    /** @param frames method and frame type in turn, leaf first */
    JfrFile trace(int id, int... frames) {
        Bytes bytes = new Bytes().number(id).u1(0).number(frames.length / 2);
        for (int i = 0; i < frames.length; i += 2) {
            bytes.number(frames[i]).number(0).number(0).number(frames[i + 1]);
        }
        return constant("jdk.types.StackTrace", bytes);
    }

    private int symbol(String text) {
        Integer known = symbols.get(text);
        if (known == null) {
            known = symbols.size() + 1;
            symbols.put(text, known);
            constant("jdk.types.Symbol", new Bytes().number(known).text(text));
        }
        return known;
    }

    JfrFile constant(String type, Bytes bytes) {
        constants.computeIfAbsent(type, added -> new ArrayList<>()).add(bytes);
        return this;
    }

    JfrFile setting(String name, String value) {
        return event(
                "jdk.ActiveSetting", new Bytes().number(0).number(0).text(name).text(value));
    }

    JfrFile event(String type, long... fields) {
        Bytes bytes = new Bytes();
        for (long field : fields) {
            bytes.number(field);
        }
        return event(type, bytes);
    }

    private JfrFile event(String type, Bytes fields) {
        events.add(new Bytes().number(id(type)).all(fields));
        return this;
    }

    byte[] bytes() {
        return bytes(0);
    }

    /** @param delta to the next event of constants */
    byte[] bytes(long delta) {
        Bytes body = new Bytes();
        events.forEach(body::sized);
        int metadataAt = HEADER + body.size();
        body.sized(metadata());
        int constantsAt = HEADER + body.size();
        Bytes pools = new Bytes().number(1).number(0).number(0).number(delta).number(1);
        pools.number(constants.size());
        constants.forEach((type, values) -> {
            pools.number(id(type)).number(values.size());
            values.forEach(pools::all);
        });
        body.sized(pools);
        return ByteBuffer.allocate(HEADER + body.size())
                .putInt(0x464c5200)
                .putShort((short) 2)
                .putShort((short) 0)
                .putLong(HEADER + body.size())
                .putLong(constantsAt)
                .putLong(metadataAt)
                .putLong(0)
                .putLong(0)
                .putLong(0)
                .putLong(1_000)
                .putInt(1)
                .put(body.array())
                .array();
    }

    private Bytes metadata() {
        List<String> texts = new ArrayList<>();
        Bytes elements = new Bytes().number(text(texts, "root")).number(0).number(classes.size());
        for (String declared : classes) {
            String[] parts = declared.split(" ");
            element(elements, texts, "class", "name", parts[0], "id", parts[1]);
            elements.number(parts.length - 2);
            for (int i = 2; i < parts.length; i++) {
                String[] field = parts[i].split(":");
                boolean array = field[1].endsWith("[]");
                boolean pooled = field[1].endsWith("*");
                String type = Integer.toString(id(field[1].replace("[]", "").replace("*", "")));
                if (array) {
                    element(elements, texts, "field", "name", field[0], "class", type, "dimension", "1");
                } else if (pooled) {
                    element(elements, texts, "field", "name", field[0], "class", type, "constantPool", "true");
                } else {
                    element(elements, texts, "field", "name", field[0], "class", type);
                }
                elements.number(0);
            }
        }
        Bytes bytes = new Bytes().number(0).number(0).number(0).number(7).number(texts.size());
        texts.forEach(bytes::text);
        return bytes.all(elements);
    }

    private static void element(Bytes out, List<String> texts, String name, String... attributes) {
        out.number(text(texts, name)).number(attributes.length / 2);
        for (String attribute : attributes) {
            out.number(text(texts, attribute));
        }
    }

    private static int text(List<String> texts, String text) {
        if (!texts.contains(text)) {
            texts.add(text);
        }
        return texts.indexOf(text);
    }

    /** A growing row of bytes. */
    static final class Bytes {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes u1(int value) {
            out.write(value);
            return this;
        }

        Bytes number(long value) {
            long rest = value;
            for (int i = 0; i < 8 && (rest >>> 7) != 0; i++) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
            return this;
        }

        Bytes text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            u1(3).number(utf8.length);
            out.writeBytes(utf8);
            return this;
        }

        Bytes all(Bytes other) {
            out.writeBytes(other.array());
            return this;
        }

        /** Preceded by its size, which counts itself: three bytes. */
        Bytes sized(Bytes other) {
            int size = other.size() + 3;
            u1((size & 0x7f) | 0x80).u1(((size >> 7) & 0x7f) | 0x80).u1(size >> 14);
            return all(other);
        }

        int size() {
            return out.size();
        }

        byte[] array() {
            return out.toByteArray();
        }
    }
}
