package io.streamgauge.agent.profile.jfr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes of a chunk, and how to pass over values of them. */
final class JfrMetadata {

    /** Of the elements, and of values inside of values. */
    private static final int MOST_LEVELS = 16;

    private final Map<Long, JfrType> byId = new HashMap<>();

    private JfrMetadata() {}

    /** Reads the metadata event that the cursor is at. */
    static JfrMetadata read(JfrCursor in) throws JfrFormatException {
        in.number(); // size
        in.number(); // type
        in.number(); // start
        in.number(); // duration
        in.number(); // id
        String[] texts = new String[in.count()];
        for (int i = 0; i < texts.length; i++) {
            String text = in.text();
            texts[i] = text == null ? "" : text;
        }
        JfrMetadata metadata = new JfrMetadata();
        metadata.element(in, texts, new ArrayList<>(), 0);
        return metadata;
    }

    @Nullable
    JfrType type(long id) {
        return byId.get(id);
    }

    /** @param fields of the element around it, added to when this is one */
    private void element(JfrCursor in, String[] texts, List<JfrType.Field> fields, int level)
            throws JfrFormatException {
        if (level > MOST_LEVELS) {
            throw new JfrFormatException("metadata: more than " + MOST_LEVELS + " levels of elements");
        }
        String element = pick(in, texts);
        int attributes = in.count();
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < attributes; i++) {
            values.put(pick(in, texts), pick(in, texts));
        }
        List<JfrType.Field> own = new ArrayList<>();
        int children = in.count();
        for (int i = 0; i < children; i++) {
            element(in, texts, own, level + 1);
        }
        if (element.equals("class")) {
            long id = whole(values.get("id"));
            byId.put(id, new JfrType(id, values.getOrDefault("name", ""), List.copyOf(own)));
        } else if (element.equals("field")) {
            fields.add(new JfrType.Field(
                    values.getOrDefault("name", ""),
                    whole(values.get("class")),
                    "true".equals(values.get("constantPool")),
                    values.containsKey("dimension")));
        }
    }

    private static String pick(JfrCursor in, String[] texts) throws JfrFormatException {
        long index = in.number();
        if (index < 0 || index >= texts.length) {
            throw new JfrFormatException("metadata: text " + index + " of " + texts.length);
        }
        return texts[(int) index];
    }

    private static long whole(@Nullable String text) throws JfrFormatException {
        try {
            return Long.parseLong(text == null ? "" : text);
        } catch (NumberFormatException e) {
            throw new JfrFormatException("metadata: the number of a class is missing or none");
        }
    }

    /** The value of a field that holds one number: a count, a time, or a constant's number. */
    long number(JfrCursor in, JfrType.Field field) throws JfrFormatException {
        if (field.array()) {
            throw new JfrFormatException("field " + field.name() + ": found an array, expected a number");
        }
        JfrType type = byId.get(field.type());
        if (field.pooled() || type == null) {
            return in.number();
        }
        return switch (type.name()) {
            case "byte", "boolean" -> in.u1();
            case "short", "char", "int", "long" -> in.number();
            default -> {
                if (type.fields().size() != 1) {
                    throw new JfrFormatException(
                            "field " + field.name() + ": found " + type.name() + ", expected a number");
                }
                yield in.number();
            }
        };
    }

    @Nullable
    String text(JfrCursor in, JfrType.Field field) throws JfrFormatException {
        if (field.pooled() || field.array()) {
            skip(in, field);
            return null;
        }
        return in.text();
    }

    void skip(JfrCursor in, JfrType.Field field) throws JfrFormatException {
        skip(in, field, 0);
    }

    void skip(JfrCursor in, JfrType type) throws JfrFormatException {
        for (JfrType.Field field : type.fields()) {
            skip(in, field, 1);
        }
    }

    private void skip(JfrCursor in, JfrType.Field field, int level) throws JfrFormatException {
        int count = field.array() ? in.count() : 1;
        for (int i = 0; i < count; i++) {
            in.step();
            if (field.pooled()) {
                in.number();
            } else {
                skipValue(in, field, level);
            }
        }
    }

    private void skipValue(JfrCursor in, JfrType.Field field, int level) throws JfrFormatException {
        JfrType type = byId.get(field.type());
        if (type == null || level > MOST_LEVELS) {
            throw new JfrFormatException("field " + field.name() + ": its class is not declared, or goes too deep");
        }
        switch (type.name()) {
            case "byte", "boolean" -> in.u1();
            case "short", "char", "int", "long" -> in.number();
            case "float" -> in.big(4);
            case "double" -> in.big(8);
            case "java.lang.String" -> in.text();
            default -> {
                for (JfrType.Field inner : type.fields()) {
                    skip(in, inner, level + 1);
                }
            }
        }
    }
}
