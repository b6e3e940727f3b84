package io.streamgauge.testbed.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.golden.Variant.Run;
import io.streamgauge.testbed.process.Directories;
import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes one golden checkpoint in a cluster of its own.
 *
 * <p>Checkpoints name their files by absolute path, so each is made below the same neutral directory on every machine, and
 * copied from there: a checkpoint that was moved. Job ids follow from the names; file names, times and the sizes of
 * compressed files differ from one making to the next.
 */
final class GoldenMaker {
    /** Below it, a directory for each variant. */
    static final Path NEUTRAL = Path.of("/tmp/streamgauge-golden");

    private final Variant variant;
    private final Path made;

    GoldenMaker(Variant variant) {
        this.variant = variant;
        made = NEUTRAL.resolve(variant.name());
    }

    /** Replaces what is in the target directory. */
    void make(Path target) {
        Directories.delete(made);
        List<Run> runs = variant.runs();
        try (CensusCluster census =
                CensusCluster.start(settings(), runs.get(0).parallelism(), options(runs.get(0)), jobId(0))) {
            for (int i = 1; i < runs.size(); i++) {
                Path checkpoint = census.checkpoint();
                census.restart(checkpoint, runs.get(i).parallelism(), options(runs.get(i)), jobId(i));
            }
            Path snapshot = snapshot(census);
            String flinkVersion = census.cluster()
                    .rest()
                    .get("/overview")
                    .path("flink-version")
                    .asText();
            if (!variant.name().startsWith("flink-" + flinkVersion.replaceAll("\\.\\d+$", "-"))) {
                throw new TestbedException(variant.name() + ": expected a cluster of that line, found " + flinkVersion);
            }
            census.cancel();
            Directories.delete(target);
            if (snapshot.startsWith(savepoints())) {
                // It stands alone; what checkpoints Flink took meanwhile are none of its business.
                Directories.copy(savepoints(), target.resolve("savepoints"));
            } else {
                Directories.copy(made, target);
            }
            write(target.resolve("truth.json"), truthText(census.truth(), snapshot, flinkVersion));
            write(target.resolve("README.md"), "Flink " + flinkVersion + ", " + howMade());
        } finally {
            Directories.delete(made);
        }
    }

    private ClusterSettings settings() {
        return CensusCluster.settings(variant.version())
                .with(variant.configuration())
                .with("dstl.dfs.base-path", made.resolve("changelog").toUri().toString());
    }

    private List<String> options(Run run) {
        List<String> options = new ArrayList<>(run.options());
        options.addAll(
                List.of("--checkpoint-dir", made.resolve("checkpoints").toUri().toString()));
        return options;
    }

    private String jobId(int run) {
        return UUID.nameUUIDFromBytes((variant.name() + "/" + run).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    private Path savepoints() {
        return made.resolve("savepoints");
    }

    private Path snapshot(CensusCluster census) {
        return switch (variant.snapshot()) {
            case CHECKPOINT -> census.checkpoint();
            case MATERIALIZED -> census.checkpointUntil(
                    "a materialized change log", number -> names(census.directory(number), ".sst"));
            case IN_FLIGHT -> census.checkpointUntil(
                    "records in flight",
                    number -> census.details(number).path("persisted_data").asLong() > 0);
            case CANONICAL_SAVEPOINT -> census.savepoint(savepoints(), "CANONICAL");
            case NATIVE_SAVEPOINT -> census.savepoint(savepoints(), "NATIVE");
        };
    }

    private static boolean names(Path checkpoint, String text) {
        try {
            return Files.readString(checkpoint.resolve("_metadata"), StandardCharsets.ISO_8859_1)
                    .contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String truthText(JsonNode truth, Path snapshot, String flinkVersion) {
        ObjectNode head = new ObjectMapper().createObjectNode();
        head.put("flink", flinkVersion);
        head.put("snapshot", made.relativize(snapshot).toString());
        head.put("madeIn", made.toString());
        head.put("parallelism", variant.runs().get(variant.runs().size() - 1).parallelism());
        truth.properties().forEach(field -> {
            if (!field.getKey().equals("states")) {
                head.set(field.getKey(), field.getValue());
            }
        });
        // A state a line, for people and diffs.
        StringBuilder text = new StringBuilder(head.toString());
        text.setLength(text.length() - 1);
        text.append(",\"states\":[\n");
        truth.path("states").forEach(state -> text.append(state).append(",\n"));
        text.setLength(text.length() - 2);
        return text.append("\n]}\n").toString();
    }

    /** What the note of the golden checkpoint says after the version of Flink. */
    String howMade() {
        Map<String, String> settings = new TreeMap<>(variant.configuration());
        StringBuilder text = new StringBuilder(
                variant.snapshot().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".\n");
        text.append("Settings: ")
                .append(settings.isEmpty() ? "none but the testbed's" : settings)
                .append("\n");
        for (Run run : variant.runs()) {
            text.append("Census: parallelism ")
                    .append(run.parallelism())
                    .append(", ")
                    .append(String.join(" ", run.options()))
                    .append("\n");
        }
        return text.append("Made by: dev/golden ")
                .append(variant.name())
                .append("\n")
                .toString();
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
