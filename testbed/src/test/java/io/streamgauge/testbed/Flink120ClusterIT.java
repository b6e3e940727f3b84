package io.streamgauge.testbed;

class Flink120ClusterIT extends FlinkClusterContract {
    Flink120ClusterIT() {
        super(FlinkVersion.V1_20);
    }
}
