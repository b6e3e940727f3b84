package io.streamgauge.samplejob.census.truth;

/** Prints the truth for options of the census as JSON; needs no class of Flink. */
public final class CensusTruthMain {

    private CensusTruthMain() {}

    /**
     * Prints it to standard output.
     *
     * @param args the options, as for the job
     */
    public static void main(String[] args) {
        System.out.print(CensusTruth.of(CensusOptions.of(args)).json());
    }
}
