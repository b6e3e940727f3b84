package io.streamgauge.agent.profile.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.streamgauge.agent.profile.model.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The frame graph JSON, version 1: nodes depth first in parallel arrays (nested set), node 0 the root {@code all}. Threads
 * are the nodes below it. With a baseline each node has the values of both; nodes of either are there.
 */
public final class FrameGraph {

    private static final JsonFactory JSON = new JsonFactory();

    private final Profile profile;
    private final @Nullable Profile baseline;
    private final Names names = new Names();
    private final List<Visited> nodes = new ArrayList<>();

    private FrameGraph(Profile profile, @Nullable Profile baseline) {
        this.profile = profile;
        this.baseline = baseline;
        Node root = new Node(names.id("all", "thread"));
        add(root, profile, false);
        if (baseline != null) {
            if (baseline.unit() != profile.unit()) {
                throw new IllegalArgumentException(
                        "unit of the baseline: found " + baseline.unit().text() + ", expected "
                                + profile.unit().text());
            }
            add(root, baseline, true);
        }
        visit(root);
    }

    /** Writes a profile's graph in UTF-8; the stream stays open. */
    public static void write(Profile profile, OutputStream out) throws IOException {
        new FrameGraph(profile, null).write(out);
    }

    /** Writes a profile beside a baseline of the same unit; the stream stays open. */
    public static void writeDiff(Profile profile, Profile baseline, OutputStream out) throws IOException {
        new FrameGraph(profile, baseline).write(out);
    }

    private void add(Node root, Profile from, boolean ofBaseline) {
        from.values().forEach((stack, value) -> {
            Node node = root;
            node.total(value, ofBaseline);
            node = node.child(names.id(stack.thread(), "thread"));
            node.total(value, ofBaseline);
            for (int level = 0; level < stack.depth(); level++) {
                var frame = from.frames().get(stack.frame(level));
                node = node.child(names.id(frame.name(), frame.kind().text()));
                node.total(value, ofBaseline);
            }
            node.self(value, ofBaseline);
        });
    }

    /** Without recursion: a stack may be deeper than ours. Children by name, so that equal profiles look equal. */
    private void visit(Node root) {
        Deque<Visited> open = new ArrayDeque<>();
        open.push(new Visited(root, 0));
        while (!open.isEmpty()) {
            Visited visited = open.pop();
            nodes.add(visited);
            visited.node().children.values().stream()
                    .sorted((a, b) -> names.compare(b.name, a.name))
                    .forEach(child -> open.push(new Visited(child, visited.level() + 1)));
        }
    }

    private void write(OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("unit", profile.unit().text());
            json.writeNumberField("total", profile.total());
            if (baseline != null) {
                json.writeNumberField("baselineTotal", baseline.total());
            }
            strings(json, "names", names.names);
            strings(json, "kinds", names.kinds);
            numbers(json, "levels", Visited::level);
            numbers(json, "nameIds", visited -> visited.node().name);
            numbers(json, "values", visited -> visited.node().total);
            numbers(json, "selfs", visited -> visited.node().self);
            if (baseline != null) {
                numbers(json, "baselineValues", visited -> visited.node().baselineTotal);
                numbers(json, "baselineSelfs", visited -> visited.node().baselineSelf);
            }
            json.writeEndObject();
        }
    }

    private static void strings(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void numbers(JsonGenerator json, String field, ToLongFunction<Visited> number) throws IOException {
        json.writeArrayFieldStart(field);
        for (Visited visited : nodes) {
            json.writeNumber(number.applyAsLong(visited));
        }
        json.writeEndArray();
    }

    private record Visited(Node node, int level) {}

    private static final class Node {

        private final int name;
        private final Map<Integer, Node> children = new HashMap<>();
        private long total;
        private long self;
        private long baselineTotal;
        private long baselineSelf;

        Node(int name) {
            this.name = name;
        }

        Node child(int named) {
            return children.computeIfAbsent(named, Node::new);
        }

        void total(long value, boolean ofBaseline) {
            if (ofBaseline) {
                baselineTotal += value;
            } else {
                total += value;
            }
        }

        void self(long value, boolean ofBaseline) {
            if (ofBaseline) {
                baselineSelf += value;
            } else {
                self += value;
            }
        }
    }

    /** A name and its kind, each pair once. */
    private static final class Names {

        private record Key(String name, String kind) {}

        private final Map<Key, Integer> ids = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private final List<String> kinds = new ArrayList<>();

        int id(String name, String kind) {
            return ids.computeIfAbsent(new Key(name, kind), added -> {
                names.add(name);
                kinds.add(kind);
                return names.size() - 1;
            });
        }

        int compare(int a, int b) {
            int byName = names.get(a).compareTo(names.get(b));
            return byName != 0 ? byName : kinds.get(a).compareTo(kinds.get(b));
        }
    }
}
