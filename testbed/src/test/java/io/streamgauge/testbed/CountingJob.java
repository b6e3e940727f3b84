package io.streamgauge.testbed;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A small stateful job, compiled against the very Flink it is to run on, so that this module needs no Flink to compile. */
final class CountingJob {
    private CountingJob() {}

    /** Compiles the job into a jar in the build directory. */
    static JobSubmission build(FlinkVersion version, int parallelism) {
        try {
            Path directory = Path.of("target", "counting-job").toAbsolutePath();
            Path source = Path.of(Objects.requireNonNull(CountingJob.class.getResource("/job/CountingJob.java"))
                    .toURI());
            Path classes = Files.createDirectories(directory.resolve("classes-" + version.line()));
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            int result = compiler.run(
                    null,
                    null,
                    null,
                    "--release",
                    "11",
                    "-proc:none",
                    "-cp",
                    classPath(version),
                    "-d",
                    classes.toString(),
                    source.toString());
            if (result != 0) {
                throw new AssertionError("the test job does not compile against Flink " + version.line());
            }
            Path jar = directory.resolve("counting-job-" + version.line() + ".jar");
            pack(classes, jar);
            return JobSubmission.of(jar, "CountingJob", List.of(), parallelism);
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String classPath(FlinkVersion version) throws IOException {
        try (Stream<Path> jars = Files.list(version.libDirectory())) {
            return String.join(":", jars.map(Path::toString).toList());
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(file);
                Stream<Path> files = Files.list(classes)) {
            for (Path compiled : files.toList()) {
                packed.putNextEntry(new JarEntry(String.valueOf(compiled.getFileName())));
                Files.copy(compiled, packed);
            }
        }
    }
}
