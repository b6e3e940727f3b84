package io.streamgauge.agent.profile.jfr;

import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names as people know them, and equal ones equal: what differs between two runs of the same code (numbers of hidden classes,
 * random file names) is left out, and so are arguments of C++ templates.
 */
final class FrameNames {

    /** Longer ones are cut: an attacker could have one name in a million frames. */
    private static final int MOST_CHARS = 500;

    /** Of a hidden class, behind its name: its address. */
    private static final Pattern ADDRESS = Pattern.compile("[/+.]0x[0-9a-f]+$");

    private static final Pattern NUMBERED = Pattern.compile("(\\$\\$Lambda|LambdaForm\\$[A-Z]+)\\$?\\d+(?:/\\d+)?$");
    private static final Pattern ACCESSOR =
            Pattern.compile("(Generated(?:Method|Constructor|SerializationConstructor)Accessor|\\$Proxy)\\d+$");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[a-z_A-Z0-9 ]+]");
    private static final Map<Character, String> PRIMITIVES = Map.of(
            'Z', "boolean", 'B', "byte", 'C', "char", 'S', "short", 'I', "int", 'J', "long", 'F', "float", 'D',
            "double");

    private FrameNames() {}

    static Frame frame(String type, String owner, String name) {
        String shortOwner = cut(owner);
        String shortName = cut(name);
        return switch (type) {
            case "Kernel" -> new Frame(kernel(shortName), FrameKind.KERNEL);
            case "Native", "C++" -> nativeFrame(shortOwner, shortName);
            default -> shortOwner.isEmpty()
                    ? new Frame(shortName.isEmpty() ? "[unknown]" : shortName, FrameKind.VM)
                    : new Frame(javaClass(shortOwner) + "." + shortName, FrameKind.JAVA);
        };
    }

    /** What async-profiler calls a thread without a name, so that many of them are one. */
    static String thread(String name) {
        return name.isEmpty() || name.startsWith("[tid=") ? "[unnamed]" : cut(name);
    }

    /** With dots, and arrays as the language writes them. */
    static String javaClass(String internal) {
        String name = cut(internal);
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions > 0) {
            String element = name.substring(dimensions);
            String primitive = element.length() == 1 ? PRIMITIVES.get(element.charAt(0)) : null;
            boolean reference = element.startsWith("L") && element.endsWith(";");
            name = primitive != null ? primitive : reference ? element.substring(1, element.length() - 1) : element;
        }
        name = ADDRESS.matcher(name).replaceFirst("");
        name = NUMBERED.matcher(name).replaceFirst("$1");
        name = ACCESSOR.matcher(name).replaceFirst("$1");
        return name.replace('/', '.') + "[]".repeat(dimensions);
    }

    private static Frame nativeFrame(String library, String name) {
        String file = library.substring(library.lastIndexOf('/') + 1);
        boolean unresolved = name.isEmpty() || isRocksDbFile(name);
        if (isRocksDbFile(file) || isRocksDbFile(name) || isRocksDbSymbol(name)) {
            return new Frame(unresolved ? library(name + file) : withoutTemplates(name), FrameKind.ROCKSDB);
        }
        boolean vm = file.startsWith("libjvm") || PLACEHOLDER.matcher(name).matches();
        String shown = name.isEmpty() ? (file.isEmpty() ? "[unknown]" : file) : withoutTemplates(name);
        return new Frame(shown, vm ? FrameKind.VM : FrameKind.NATIVE);
    }

    private static boolean isRocksDbFile(String name) {
        return name.contains("librocksdbjni") || name.contains("libforstjni");
    }

    /** ForSt is RocksDB under another name. */
    private static boolean isRocksDbSymbol(String name) {
        return name.contains("rocksdb::")
                || name.startsWith("Java_org_rocksdb_")
                || name.startsWith("Java_org_forstdb_");
    }

    /** RocksDB's library is unpacked under a random name. */
    private static String library(String path) {
        return path.contains("libforstjni") ? "libforstjni" : "librocksdbjni";
    }

    private static String kernel(String name) {
        return name.endsWith("_[k]") ? name.substring(0, name.length() - 4) : name;
    }

    /** Text between {@code <} and {@code >} is left out, but not where these are an operator's name. */
    private static String withoutTemplates(String name) {
        if (name.indexOf('<') < 0 || name.contains("operator<") || name.contains("operator>") || name.contains("->")) {
            return name;
        }
        StringBuilder kept = new StringBuilder(name.length());
        int depth = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '<') {
                if (depth++ == 0) {
                    kept.append('<');
                }
            } else if (c == '>' && depth > 0) {
                if (--depth == 0) {
                    kept.append('>');
                }
            } else if (depth == 0) {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    private static String cut(String name) {
        return name.length() <= MOST_CHARS ? name : name.substring(0, MOST_CHARS);
    }
}
