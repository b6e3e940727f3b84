package io.streamgauge.reporter.profile;

import java.lang.reflect.Field;
import java.util.function.Supplier;

/** The async-profiler that Flink brings for the profiler of its web page, asked whether it works. */
final class FlinksProfiler implements Supplier<String> {

    private final ClassLoader flink;

    FlinksProfiler(ClassLoader flink) {
        this.flink = flink;
    }

    /** What it says of itself; empty if it was never used, or is not to be found. Loads nothing. */
    @Override
    public String get() {
        try {
            Class<?> profiler = Class.forName("one.profiler.AsyncProfiler", false, flink);
            Field instance = profiler.getDeclaredField("instance");
            instance.setAccessible(true);
            Object used = instance.get(null);
            return used == null
                    ? ""
                    : String.valueOf(profiler.getMethod("execute", String.class).invoke(used, "status"));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return "";
        }
    }
}
