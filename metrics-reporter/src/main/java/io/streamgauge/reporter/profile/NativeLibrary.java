package io.streamgauge.reporter.profile;

import io.streamgauge.wire.profile.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import one.profiler.AsyncProfiler;
import org.jspecify.annotations.Nullable;

/** The async-profiler that this jar holds: unpacked where nobody else may write, loaded, and deleted again. */
final class NativeLibrary implements EngineLoader {

    private final Path directory;
    private final String system;
    private final String architecture;
    private @Nullable Engine loaded;

    /** @param directory under which to unpack; programs in it must be allowed to run */
    NativeLibrary(Path directory) {
        this(directory, System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    NativeLibrary(Path directory, String system, String architecture) {
        this.directory = directory;
        this.system = system;
        this.architecture = architecture;
    }

    @Override
    public Engine load() throws RefusedException {
        Engine engine = loaded;
        if (engine == null) {
            engine = AsyncProfilerEngine.of(open(resource()));
            loaded = engine;
        }
        return engine;
    }

    /** Name of the library for this platform. */
    private String resource() throws RefusedException {
        String machine = architecture.toLowerCase(Locale.ROOT);
        boolean x64 = machine.equals("amd64") || machine.equals("x86_64");
        boolean arm64 = machine.equals("aarch64") || machine.equals("arm64");
        if (!system.toLowerCase(Locale.ROOT).startsWith("linux") || !(x64 || arm64)) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED,
                    "found " + system + " on " + architecture + "; expected Linux on x86-64 or arm64: there is no"
                            + " profiler for it in the reporter");
        }
        return "/linux-" + (x64 ? "x64" : "arm64") + "/libasyncProfiler.so";
    }

    private AsyncProfiler open(String resource) throws RefusedException {
        try (SpoolDirectory spool = SpoolDirectory.create(directory);
                InputStream library = AsyncProfiler.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new RefusedException(Refusal.UNSUPPORTED, "the reporter's jar holds no " + resource);
            }
            Path file = spool.file("libasyncProfiler.so");
            Files.copy(library, file);
            return AsyncProfiler.getInstance(file.toString());
        } catch (UnsatisfiedLinkError e) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED,
                    "the profiler's library cannot be loaded from " + directory + ": " + e.getMessage()
                            + "; if programs may not run from there, set profiler.directory");
        } catch (IOException e) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED,
                    "the profiler's library cannot be unpacked in " + directory + ": " + e
                            + "; set profiler.directory");
        }
    }
}
