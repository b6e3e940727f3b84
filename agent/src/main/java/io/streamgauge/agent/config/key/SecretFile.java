package io.streamgauge.agent.config.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Secrets that are given as they are or as a file of one line. */
public final class SecretFile {

    private static final int MAX_BYTES = 64 << 10;

    private SecretFile() {}

    /**
     * Null when neither is set.
     *
     * @throws IllegalArgumentException when both are, or the file holds none; never shows what it holds
     */
    public static @Nullable String either(ConfigKey<String> value, ConfigKey<Path> file, Values values) {
        Path path = values.find(file);
        if (path == null) {
            return values.find(value);
        }
        if (values.find(value) != null) {
            throw new IllegalArgumentException(
                    value.path() + ": found it beside " + file.path() + ", expected one of them; remove the other");
        }
        String where = file.path() + ": found " + path + ", ";
        String text;
        try {
            text = Files.size(path) > MAX_BYTES ? "" : Files.readString(path).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    where + "expected a file that the agent may read; check its path and permissions", e);
        }
        if (text.isEmpty() || text.lines().count() > 1) {
            throw new IllegalArgumentException(
                    where + "expected one line of text in it; write the secret alone into it");
        }
        return text;
    }
}
