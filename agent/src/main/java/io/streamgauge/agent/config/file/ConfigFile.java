package io.streamgauge.agent.config.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of a configuration file.
 *
 * @param name as people know it, for messages
 */
public record ConfigFile(String name, String text) {

    public static final int MAX_BYTES = 1 << 20;

    /**
     * Reads it whole.
     *
     * @throws ConfigException when it cannot be read, is not UTF-8, or is too large to be a configuration
     */
    public static ConfigFile read(Path path) throws ConfigException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw refused(
                    path, "no readable file (" + e.getClass().getSimpleName() + ")", "a file that the agent may read");
        }
        if (bytes.length > MAX_BYTES) {
            throw refused(path, "more than " + MAX_BYTES + " bytes", "at most that");
        }
        try {
            return new ConfigFile(
                    path.toString(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw refused(path, "bytes that are not UTF-8", "text in UTF-8");
        }
    }

    private static ConfigException refused(Path path, String found, String expected) {
        return new ConfigException(
                List.of(ConfigProblem.of(path.toString(), found, expected, "name the right file with --config")));
    }
}
