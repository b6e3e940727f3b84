package io.streamgauge.agent.profile.jfr;

import io.streamgauge.agent.profile.ProfileMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Picks the events of a chunk that a mode is about, and what each counts. */
final class SampleEvents implements JfrChunk.Events {

    private static final Set<String> NUMBERS = Set.of("byte", "boolean", "short", "char", "int", "long");

    /** Of async-profiler, for recordings that do not tell. */
    private static final long CPU_INTERVAL_NANOS = 10_000_000;

    private static final long WALL_INTERVAL_NANOS = 50_000_000;

    private final ProfileMode mode;
    private final Samples samples;
    private final NativeMemory nativeMemory = new NativeMemory();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<Samples.Key, Long> counts = new HashMap<>();

    SampleEvents(ProfileMode mode, Samples samples) {
        this.mode = mode;
        this.samples = samples;
    }

    @Override
    public void event(JfrCursor in, JfrChunk chunk, JfrType type) throws JfrFormatException {
        switch (type.name()) {
            case "jdk.ActiveSetting" -> setting(in, chunk, type);
            case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> {
                if (mode == ProfileMode.CPU) {
                    count(fields(in, chunk, type), 1);
                }
            }
            case "profiler.WallClockSample" -> {
                if (mode == ProfileMode.WALL) {
                    Map<String, Long> fields = fields(in, chunk, type);
                    count(fields, fields.getOrDefault("samples", 1L));
                }
            }
            case "jdk.ObjectAllocationInNewTLAB", "jdk.ObjectAllocationOutsideTLAB", "jdk.ObjectAllocationSample" -> {
                if (mode == ProfileMode.ALLOC) {
                    Map<String, Long> fields = fields(in, chunk, type);
                    count(fields, allocated(fields));
                }
            }
            case "jdk.JavaMonitorEnter", "jdk.ThreadPark" -> {
                if (mode == ProfileMode.LOCK) {
                    Map<String, Long> fields = fields(in, chunk, type);
                    double ticks = fields.getOrDefault("duration", 0L);
                    count(fields, (long) (ticks * 1e9 / chunk.ticksPerSecond()));
                }
            }
            case "profiler.Malloc", "profiler.Free" -> {
                if (mode == ProfileMode.NATIVE_MEMORY) {
                    Map<String, Long> fields = fields(in, chunk, type);
                    nativeMemory.add(
                            fields.getOrDefault("startTime", 0L),
                            fields.getOrDefault("address", 0L),
                            type.name().equals("profiler.Malloc") ? fields.getOrDefault("size", 0L) : -1,
                            key(fields));
                }
            }
            default -> {
                // Of the JVM or the system, or of another mode.
            }
        }
    }

    /** Adds up what is known only now: the interval may be told after the samples. */
    void chunkEnds(JfrChunk chunk) throws JfrFormatException {
        nativeMemory.notFreed(counts);
        Samples.limit(counts.size());
        long each = mode == ProfileMode.CPU || mode == ProfileMode.WALL ? interval() : 1;
        for (Map.Entry<Samples.Key, Long> entry : counts.entrySet()) {
            samples.add(chunk.constants(), entry.getKey(), Samples.times(entry.getValue(), each));
        }
    }

    private long interval() {
        String event = settings.getOrDefault("event", "");
        if (mode == ProfileMode.WALL) {
            return positive("wall")
                    .or(() -> event.equals("wall") ? positive("interval") : Optional.empty())
                    .orElse(WALL_INTERVAL_NANOS);
        }
        return positive("interval").orElse(CPU_INTERVAL_NANOS);
    }

    private Optional<Long> positive(String setting) {
        try {
            long value = Long.parseLong(settings.getOrDefault(setting, "0"));
            return value > 0 ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long allocated(Map<String, Long> fields) {
        // A new buffer stands for all that is allocated in it until the next sample.
        for (String field : new String[] {"tlabSize", "allocationSize", "weight"}) {
            long bytes = fields.getOrDefault(field, 0L);
            if (bytes > 0) {
                return bytes;
            }
        }
        return 0;
    }

    private void count(Map<String, Long> fields, long value) throws JfrFormatException {
        if (value > 0) {
            counts.merge(key(fields), value, Samples::plus);
            Samples.limit(counts.size());
        }
    }

    private static Samples.Key key(Map<String, Long> fields) {
        Long thread = fields.containsKey("eventThread") ? fields.get("eventThread") : fields.get("sampledThread");
        Long subject = null;
        for (String field : new String[] {"objectClass", "monitorClass", "parkedClass"}) {
            subject = subject == null ? fields.get(field) : subject;
        }
        return new Samples.Key(
                Objects.requireNonNullElse(thread, 0L),
                Objects.requireNonNullElse(fields.get("stackTrace"), 0L),
                Objects.requireNonNullElse(subject, 0L));
    }

    /** All of these events are made of numbers; others are passed over. */
    private static Map<String, Long> fields(JfrCursor in, JfrChunk chunk, JfrType type) throws JfrFormatException {
        Map<String, Long> values = new HashMap<>();
        for (JfrType.Field field : type.fields()) {
            if (numeric(chunk, field)) {
                values.put(field.name(), chunk.metadata().number(in, field));
            } else {
                chunk.metadata().skip(in, field);
            }
        }
        return values;
    }

    private static boolean numeric(JfrChunk chunk, JfrType.Field field) {
        if (field.array() || field.pooled()) {
            return field.pooled() && !field.array();
        }
        JfrType type = chunk.metadata().type(field.type());
        return type != null && NUMBERS.contains(type.name());
    }

    private void setting(JfrCursor in, JfrChunk chunk, JfrType type) throws JfrFormatException {
        String name = null;
        String value = null;
        for (JfrType.Field field : type.fields()) {
            if (field.name().equals("name")) {
                name = chunk.metadata().text(in, field);
            } else if (field.name().equals("value")) {
                value = chunk.metadata().text(in, field);
            } else {
                chunk.metadata().skip(in, field);
            }
        }
        if (name != null && value != null && settings.size() < 1_000) {
            settings.put(name, value);
        }
    }
}
