package io.streamgauge.reporter;

import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.JobSubmission;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles a job of the test's resources against the very Flink it is to run on. */
final class FlinkJob {

    private FlinkJob() {}

    static JobSubmission build(String name, FlinkVersion version, int parallelism, Path directory) throws IOException {
        Path source = Path.of("src/test/resources/job", name + ".java");
        Path classes = Files.createDirectories(directory.resolve("classes"));
        String classPath;
        try (Stream<Path> jars = Files.list(version.libDirectory())) {
            classPath = String.join(":", jars.map(Path::toString).toList());
        }
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "11",
                        "-proc:none",
                        "-nowarn",
                        "-cp",
                        classPath,
                        "-d",
                        classes.toString(),
                        source.toString());
        if (result != 0) {
            throw new AssertionError(name + " does not compile against Flink " + version.line());
        }
        Path jar = directory.resolve(name + ".jar");
        pack(classes, jar);
        return JobSubmission.of(jar, name, List.of(), parallelism);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(file);
                Stream<Path> files = Files.list(classes)) {
            for (Path one : files.toList()) {
                packed.putNextEntry(new JarEntry(one.getFileName().toString()));
                packed.write(Files.readAllBytes(one));
                packed.closeEntry();
            }
        }
    }
}
