package io.streamgauge.testbed.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the sample job's jar what the census will have put into each state, and compares that with what the job counted. */
final class CensusTruths {
    private static final String MAIN = "io.streamgauge.samplejob.census.truth.CensusTruthMain";

    private CensusTruths() {}

    /** Runs the jar, which needs no Flink for this; what it prints is a few kilobytes. */
    static JsonNode of(Path jar, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", jar.toString(), MAIN));
        command.addAll(options);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            byte[] printed = process.getInputStream().readAllBytes();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new TestbedException(command + ": expected exit code 0, found " + exit);
            }
            return new ObjectMapper().readTree(printed);
        } catch (IOException e) {
            throw new TestbedException(command + ": expected JSON, found " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException(command + ": interrupted", e);
        }
    }

    /**
     * Throws unless the job put as many elements into each state as the truth says. Windows count nothing themselves.
     *
     * @param counted elements by {@code operator/state} and records by {@code operator/records}, of a job that started afresh
     */
    static void compare(JsonNode truth, Map<String, Long> counted, int parallelism) {
        Map<String, String> differences = new TreeMap<>();
        for (JsonNode state : truth.path("states")) {
            String operator = state.path("operator").asText();
            if (operator.equals("tumbling") || operator.equals("sessions")) {
                continue;
            }
            String name = operator + "/" + state.path("state").asText();
            long copies = state.path("kind").asText().equals("broadcast") ? parallelism : 1;
            long expected = state.path("elements").asLong() * copies;
            // An accumulator comes to be with the first element.
            long found = counted.getOrDefault(name, 0L);
            if (found != expected) {
                differences.put(name, "expected " + expected + ", found " + found);
            }
        }
        if (!differences.isEmpty()) {
            throw new TestbedException("census: elements that the job counted: " + differences);
        }
    }
}
