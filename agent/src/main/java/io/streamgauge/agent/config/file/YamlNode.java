package io.streamgauge.agent.config.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A value as it is written: in the file, or made from the text of a flag or variable. */
public sealed interface YamlNode {

    /** Of the file, from 1; 0 elsewhere. */
    int line();

    /** For a person: what kind of thing this is. */
    String described();

    /** User and password in a URL. */
    Pattern CREDENTIALS = Pattern.compile("//[^/@\\s]*@");

    /** All scalars are text here; what they mean is for the key to say. */
    record Scalar(String text, int line) implements YamlNode {
        @Override
        public String described() {
            return '"' + shown() + '"';
        }

        /** Without user and password of a URL. */
        public String shown() {
            return CREDENTIALS.matcher(text).replaceAll("//...@");
        }
    }

    /** Nothing behind the colon. */
    record Nothing(int line) implements YamlNode {
        @Override
        public String described() {
            return "nothing";
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items, int line) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** A map, in the order of the file. */
    record Mapping(Map<String, YamlNode> entries, int line) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String described() {
            return "a map";
        }
    }
}
