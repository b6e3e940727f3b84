package io.streamgauge.benchmarks.throughput;

/** What runs beside the job. */
enum Variant {
    NONE("no reporter"),
    AGENT("reporter and agent"),
    ABSENT("reporter, nobody at the agent's address"),
    DEAF("reporter, an agent that accepts and never reads");

    private final String title;

    Variant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
