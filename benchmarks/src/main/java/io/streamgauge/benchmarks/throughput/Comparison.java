package io.streamgauge.benchmarks.throughput;

/** What the switched-on cluster has that the other has not. */
enum Comparison {
    NOTHING("nothing: no reporter on both, the method's own error"),
    AGENT("reporter and agent"),
    ABSENT("reporter, nobody at the agent's address"),
    DEAF("reporter, an agent that accepts and never reads");

    private final String title;

    Comparison(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
