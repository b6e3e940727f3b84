package io.streamgauge.testbed;

class Flink23ClusterIT extends FlinkClusterContract {
    Flink23ClusterIT() {
        super(FlinkVersion.V2_3);
    }
}
