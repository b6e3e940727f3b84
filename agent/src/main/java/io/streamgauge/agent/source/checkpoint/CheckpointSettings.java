package io.streamgauge.agent.source.checkpoint;

import io.streamgauge.checkpoint.storage.s3.S3Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Which checkpoints are read, and how deep.
 *
 * @param keyGroups at depth keys, how many of 128 to read
 * @param localRoots nothing of the local file system outside of these is opened
 * @param extraRoots directories that checkpoints may name files in, besides those where Flink puts them
 * @param prefixes by how paths begin for Flink, how they begin for the agent
 */
public record CheckpointSettings(
        ReadDepth depth,
        int keyGroups,
        List<Path> localRoots,
        List<String> extraRoots,
        Map<String, String> prefixes,
        S3Settings s3) {

    /** How much of each checkpoint is read. */
    public enum ReadDepth {
        /** Nothing. */
        OFF,
        /** Descriptions and indexes: a few thousandths of the new bytes. */
        SIZES,
        /** Also the data of a few key groups, to estimate live keys. */
        KEYS
    }

    public CheckpointSettings {
        localRoots = List.copyOf(localRoots);
        extraRoots = List.copyOf(extraRoots);
        prefixes = Map.copyOf(prefixes);
        if (keyGroups < 1 || keyGroups > 128) {
            throw new IllegalArgumentException("key-groups: found " + keyGroups + ", expected 1 to 128");
        }
    }

    public static CheckpointSettings defaults() {
        return new CheckpointSettings(
                ReadDepth.KEYS, 2, List.of(Path.of("/")), List.of(), Map.of(), S3Settings.defaults());
    }

    /** The agent's path of what Flink calls by this one: by the longest prefix that fits. */
    String mapped(String path) {
        String best = "";
        for (String prefix : prefixes.keySet()) {
            if (path.startsWith(prefix) && prefix.length() > best.length()) {
                best = prefix;
            }
        }
        return best.isEmpty() ? path : prefixes.get(best) + path.substring(best.length());
    }
}
