package io.streamgauge.agent.profile.select;

import java.util.List;
import java.util.Optional;

/** What a thread of a Flink process is for, by its name. */
public enum ThreadPurpose {
    TASK("task"),
    ASYNC_CHECKPOINT("async-checkpoint"),
    ROCKSDB_BACKGROUND("rocksdb-background"),
    NETWORK("network"),
    GC("gc"),
    JIT("jit"),
    OTHER("other");

    /** The first that fits counts. */
    private static final List<Rule> RULES = List.of(
            new Rule(
                    ASYNC_CHECKPOINT,
                    List.of("AsyncOperations-thread-", "Channel state writer ", "Flink-RocksDBStateDataTransfer")),
            new Rule(ROCKSDB_BACKGROUND, List.of("rocksdb:", "forst:")),
            new Rule(NETWORK, List.of("Flink Netty ", "OutputFlusher for ")),
            // The VM's own thread runs what stops the world: pauses of collectors, most of the time.
            new Rule(
                    GC,
                    List.of(
                            "GC Thread",
                            "G1 ",
                            "ParGC",
                            "ConcGC",
                            "Shenandoah",
                            "ZWorker",
                            "ZDriver",
                            "ZDirector",
                            "ZStat",
                            "ZCollector",
                            "ZPageAllocator",
                            "XWorker",
                            "XDriver",
                            "VM Thread")),
            new Rule(JIT, List.of("C1 CompilerThre", "C2 CompilerThre", "JVMCI", "Sweeper thread")));

    private record Rule(ThreadPurpose group, List<String> prefixes) {}

    private final String text;

    ThreadPurpose(String text) {
        this.text = text;
    }

    /** As the API spells it. */
    public String text() {
        return text;
    }

    /** The group of that {@link #text()}, or nothing. */
    public static Optional<ThreadPurpose> named(String text) {
        for (ThreadPurpose group : values()) {
            if (group.text.equals(text)) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    /** The group of a thread. */
    public static ThreadPurpose of(String thread) {
        for (Rule rule : RULES) {
            if (rule.prefixes().stream().anyMatch(thread::startsWith)) {
                return rule.group();
            }
        }
        return TaskThread.of(thread).isPresent() ? TASK : OTHER;
    }
}
