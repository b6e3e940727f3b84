package io.streamgauge.benchmarks.throughput;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The classes that run inside Flink beside the reporter's jar, and the entry by which Flink finds them. */
final class PluginJar {

    private static final List<String> CLASSES =
            List.of("SwitchedReporterFactory", "SwitchedReporter", "SwitchedReporter$Registration");

    private PluginJar() {}

    static Path write(Path directory) throws IOException {
        Path jar = directory.resolve("switched-reporter.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("META-INF/services/org.apache.flink.metrics.reporter.MetricReporterFactory"));
            out.write(SwitchedReporterFactory.class.getName().getBytes(StandardCharsets.UTF_8));
            for (String name : CLASSES) {
                String path = PluginJar.class.getPackageName().replace('.', '/') + "/" + name + ".class";
                out.putNextEntry(new JarEntry(path));
                try (InputStream in = PluginJar.class.getResourceAsStream(name + ".class")) {
                    if (in == null) {
                        throw new IOException(path + ": expected beside this class, found nothing");
                    }
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }
}
