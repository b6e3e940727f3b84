package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.source.reporter.FakeProcess;
import io.streamgauge.wire.MetricType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Puts what a real Flink 2.3.0 process showed into a fake one. */
final class Recorded {

    private Recorded() {}

    /** @param kind "jm" or "tm" */
    static void show(FakeProcess process, String kind) {
        Map<String, Integer> scopes = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Recorded.class.getResourceAsStream("/merge/recorded.tsv")), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\t", -1);
                if (fields[0].equals(kind)) {
                    int scope = scopes.computeIfAbsent(
                            fields[1] + fields[5], key -> process.scope(fields[1], labels(fields[5])));
                    process.define(scope, MetricType.valueOf(fields[3]), fields[2]);
                    if (fields[4].contains(".")) {
                        process.put(scope, fields[2], Double.parseDouble(fields[4]));
                    } else {
                        process.put(scope, fields[2], Long.parseLong(fields[4]));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] labels(String text) {
        String[] pairs = text.split(";", -1);
        String[] labels = new String[pairs.length * 2];
        for (int i = 0; i < pairs.length; i++) {
            int equals = pairs[i].indexOf('=');
            labels[2 * i] = pairs[i].substring(0, equals);
            labels[2 * i + 1] = pairs[i].substring(equals + 1);
        }
        return labels;
    }
}
