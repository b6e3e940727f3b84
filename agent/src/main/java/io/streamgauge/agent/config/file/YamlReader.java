package io.streamgauge.agent.config.file;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Reads maps, lists and scalars, and nothing else that YAML knows: anchors, aliases, tags, keys twice and further
 * documents are problems. It works on the parser's events, so nothing is ever expanded or made an object of, and reading
 * goes on behind a problem where that is possible.
 */
public final class YamlReader {

    private static final int MAX_DEPTH = 20;
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    private final String file;
    private final List<ConfigProblem> problems;
    private final Iterator<Event> events;

    private YamlReader(ConfigFile file, List<ConfigProblem> problems) {
        this.file = file.name();
        this.problems = problems;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(ConfigFile.MAX_BYTES);
        this.events = new Yaml(options).parse(new StringReader(file.text())).iterator();
    }

    /** The map that the file is; an empty one where there is none. */
    public static YamlNode.Mapping read(ConfigFile file, List<ConfigProblem> problems) {
        YamlReader reader = new YamlReader(file, problems);
        try {
            return reader.document();
        } catch (TooDeepException e) {
            reader.problem(
                    e.line, "", "more than " + MAX_DEPTH + " levels", "fewer", "close brackets, check indentation");
        } catch (MarkedYAMLException e) {
            reader.notYaml(e.getProblemMark(), e.getProblem());
        } catch (YAMLException e) {
            reader.notYaml(null, e.getMessage());
        }
        return new YamlNode.Mapping(Map.of(), 1);
    }

    private YamlNode.Mapping document() {
        YamlNode root = new YamlNode.Nothing(1);
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event.is(Event.ID.DocumentStart)) {
                if (++documents == 2) {
                    problem(line(event), "", "a second document", "one", "remove what follows ---");
                }
                YamlNode node = node(events.next(), "", -1, 0);
                root = documents == 1 ? node : root;
            }
        }
        if (root instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        if (!(root instanceof YamlNode.Nothing)) {
            problem(root.line(), "", root.described(), "a map of keys", "see docs/configuration.md");
        }
        return new YamlNode.Mapping(Map.of(), 1);
    }

    /**
     * One value.
     *
     * @param keyLine of the key that it belongs to; -1 for none
     */
    private YamlNode node(Event event, String path, int keyLine, int depth) {
        int line = keyLine > 0 ? keyLine : line(event);
        if (depth > MAX_DEPTH) {
            throw new TooDeepException(line);
        }
        refuseAnchorsAndTags(event, path, line(event));
        if (event instanceof ScalarEvent scalar) {
            boolean nothing = scalar.isPlain() && NOTHING.contains(scalar.getValue());
            return nothing ? new YamlNode.Nothing(line) : new YamlNode.Scalar(scalar.getValue(), line);
        }
        if (event.is(Event.ID.SequenceStart)) {
            List<YamlNode> items = new ArrayList<>();
            for (Event next = events.next(); !next.is(Event.ID.SequenceEnd); next = events.next()) {
                items.add(node(next, path + "[" + items.size() + "]", -1, depth + 1));
            }
            return new YamlNode.Sequence(items, line);
        }
        if (event.is(Event.ID.MappingStart)) {
            return mapping(path, line, depth);
        }
        return new YamlNode.Nothing(line); // An alias, which was refused.
    }

    private YamlNode mapping(String path, int line, int depth) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (Event key = events.next(); !key.is(Event.ID.MappingEnd); key = events.next()) {
            int keyLine = line(key);
            String name = null;
            if (key instanceof ScalarEvent scalar) {
                refuseAnchorsAndTags(key, path, keyLine);
                name = scalar.getValue();
            } else {
                node(key, path, keyLine, depth + 1);
                problem(keyLine, path, "a key that is no text", "a name", "see docs/configuration.md");
            }
            String child = path.isEmpty() || name == null ? String.valueOf(name) : path + "." + name;
            YamlNode value = node(events.next(), child, keyLine, depth + 1);
            if (name != null && entries.putIfAbsent(name, value) != null) {
                problem(keyLine, child, "the key a second time", "each key once", "remove one of the two");
            }
        }
        return new YamlNode.Mapping(entries, line);
    }

    private void refuseAnchorsAndTags(Event event, String path, int line) {
        if (event instanceof AliasEvent alias) {
            problem(line, path, "an alias (*" + alias.getAnchor() + ")", "the value itself", "write it out");
        } else if (event instanceof ScalarEvent scalar) {
            refuse(line, path, scalar.getAnchor(), scalar.getTag());
        } else if (event instanceof CollectionStartEvent collection) {
            refuse(line, path, collection.getAnchor(), collection.getTag());
        }
    }

    private void refuse(int line, String path, @Nullable String anchor, @Nullable String tag) {
        if (anchor != null) {
            problem(line, path, "an anchor (&" + anchor + ")", "the value alone", "remove the anchor");
        }
        if (tag != null && !tag.equals("!")) {
            problem(line, path, "a tag (" + tag + ")", "the value alone", "remove the tag");
        }
    }

    private void notYaml(@Nullable Mark mark, @Nullable String reason) {
        int line = mark == null ? 1 : mark.getLine() + 1;
        problem(
                line,
                "",
                "what is no YAML (" + reason + ")",
                "YAML",
                "check indentation, quotes and colons up to there");
    }

    private void problem(int line, String path, String found, String expected, String remedy) {
        String where = file + ":" + line + (path.isEmpty() ? "" : ": " + path);
        problems.add(ConfigProblem.of(where, found, expected, remedy));
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }

    /** Stops the recursion. */
    private static final class TooDeepException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;

        TooDeepException(int line) {
            this.line = line;
        }
    }
}
