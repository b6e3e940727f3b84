package io.streamgauge.benchmarks.exposition;

/**
 * How far an agent is.
 *
 * @param reports whole ones, of all connections ever
 * @param metrics known now
 * @param bytes of all frames
 */
record AgentState(long reports, int metrics, long bytes) {

    static AgentState parse(String text) {
        String[] parts = text.split(" ");
        return new AgentState(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }

    @Override
    public String toString() {
        return reports + " " + metrics + " " + bytes;
    }
}
