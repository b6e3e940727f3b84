package io.streamgauge.benchmarks.throughput;

import io.streamgauge.benchmarks.Spread;

/** The figures of one comparison. Not thread-safe. */
final class Row {

    static final String HEAD =
            """
            | with | records per second | TaskManager CPU per record | records per second with it \
            | reporter's threads, % of a core | agent, % of a core |
            | --- | --- | --- | --- | --- | --- |""";

    /** What happened in a window in the cluster with it, and at the same time in the one without. */
    record Window(Reading with, Reading without) {

        double rate() {
            return with.recordsPerSecond() / without.recordsPerSecond();
        }

        double cpu() {
            return with.cpuNanosPerRecord() / without.cpuNanosPerRecord();
        }
    }

    private final String title;
    private final PairedRatios rates = new PairedRatios();
    private final PairedRatios cpu = new PairedRatios();
    private final Spread absolute = new Spread();
    private final Spread reporterShare = new Spread();
    private final Spread agentShare = new Spread();

    Row(String title) {
        this.title = title;
    }

    /** Two windows, one with each cluster treated. */
    void add(Window first, Window second) {
        rates.add(first.rate(), second.rate());
        cpu.add(first.cpu(), second.cpu());
        addAbsolute(first.with);
        addAbsolute(second.with);
    }

    private void addAbsolute(Reading with) {
        absolute.add(with.recordsPerSecond());
        reporterShare.add(100.0 * with.reporterCpuNanos() / with.nanos());
        agentShare.add(100.0 * with.agentCpuNanos() / with.nanos());
    }

    @Override
    public String toString() {
        return "| " + title + " | " + rates + " | " + cpu + " | " + absolute + " | " + reporterShare + " | "
                + agentShare + " |";
    }
}
