package io.streamgauge.testbed.cases;

import java.util.List;

/** Jobs made by the SQL planner, without a retention of their state, and the same with one. */
final class SqlCases {

    private static final String SQL_DESK = "io.streamgauge.samplejob.SqlDesk";
    private static final String CAUSE = "sql-no-retention";
    /** Reached well before a run is over. */
    private static final String RETENTION = "60s";

    private SqlCases() {}

    /** The one that stands for the cause. */
    static LeakCase leak() {
        return leak(CAUSE, "aggregate", aggregate());
    }

    /** The other queries, and the healthy twin of each. */
    static List<LeakCase> more() {
        return List.of(
                leak("sql-join", "join", join("left-records"), join("right-records")),
                leak("sql-deduplication", "deduplication", deduplication()),
                healthy("aggregate"),
                healthy("join"),
                healthy("deduplication"));
    }

    private static LeakCase leak(String name, String query, StateName... states) {
        return new LeakCase(
                name,
                "an SQL " + query + " without retention",
                Truth.leak(CAUSE, states),
                List.of(Stage.last("--query", query)),
                SQL_DESK);
    }

    private static LeakCase healthy(String query) {
        return new LeakCase(
                "sql-" + query + "-retained",
                "an SQL " + query + " with a retention",
                Truth.healthy(),
                List.of(Stage.last("--query", query, "--retention", RETENTION)),
                SQL_DESK);
    }

    private static StateName aggregate() {
        return new StateName("GroupAggregate", "accState");
    }

    private static StateName join(String state) {
        return new StateName("Join", state);
    }

    private static StateName deduplication() {
        return new StateName("Deduplicate", "deduplicate-state");
    }
}
