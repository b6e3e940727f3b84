package io.streamgauge.agent.analysis.leak.wording;

import io.streamgauge.agent.finding.Cause;

/** What to do about a cause, with the Flink versions it takes. */
public final class Fixes {

    private static final String CLEAN_UP = " What has piled up goes by clearing it from a sweep"
            + " (KeyedBroadcastProcessFunction.Context.applyToKeyedState, no restart if it is built in),"
            + " or by rewriting a savepoint with the State Processor API.";

    private Fixes() {}

    public static String of(Cause cause, String state) {
        return switch (cause) {
            case NEVER_CLEARED -> "Call clear() on \"" + state + "\" when its key has come to its end, or from a timer;"
                    + " or give it a time to live (StateTtlConfig). Adding one to existing RocksDB state takes Flink 2.0"
                    + " or newer (heap: 2.2), and counts from the migration on; Flink 1.20 refuses to restore."
                    + CLEAN_UP;
            case PARTLY_CLEARED -> "Some keys never see the event that clears \"" + state + "\": look for lost, late or"
                    + " reordered closing events and for paths that return early. Register a timer when the state is"
                    + " created that clears it whatever comes, or give it a time to live (on existing RocksDB state:"
                    + " Flink 2.0 or newer; not 1.20)." + CLEAN_UP;
            case STALLED_WATERMARK -> "Find the source partition whose watermark stands still. If it is idle, add"
                    + " WatermarkStrategy.withIdleness(...); if it is slow, watermark alignment; if the upstream is"
                    + " silent, have it send heartbeats. Once event time moves, timers and windows fire and the state"
                    + " goes by itself: expect a burst.";
            case FAR_TIMERS -> "Look at the times that \"" + state + "\" is registered for: milliseconds taken for"
                    + " seconds, Long.MAX_VALUE, or one timer for each event. Round times so that timers of one key fall"
                    + " together, and delete those that are no longer needed.";
            case OPEN_WINDOWS -> "Look for windows that never end: GlobalWindows without a purging trigger, sessions"
                    + " whose gap never comes, events dated in the future, a custom trigger without clean-up, or a large"
                    + " allowedLateness.";
            case PER_KEY_GROWTH -> "Single keys collect more and more: bound the lists and maps in \"" + state
                    + "\", remove entries when they are done with.";
            case EXPIRED_GARBAGE -> "Expired entries stay until a compaction meets them: shorten"
                    + " cleanupInRocksdbCompactFilter(n, Duration), from Flink 2.3 on also"
                    + " state.backend.rocksdb.compaction.filter.periodic-compaction-time.";
            case TTL_INACTIVE -> "The time to live is not in force: declare the state in open(), not at first use.";
            case TTL_REFRESHED -> "The time to live is renewed for ever: use OnCreateAndWrite, and do not rewrite what has"
                    + " not changed.";
            case DEAD_STATE -> "No code uses this state any more: drop it with the State Processor API.";
            case OPERATOR_STATE -> "Bound what is put into broadcast or list state.";
            case SQL_NO_RETENTION -> "Set table.exec.state.ttl, or the STATE_TTL hint (Flink 1.18 or newer).";
        };
    }
}
