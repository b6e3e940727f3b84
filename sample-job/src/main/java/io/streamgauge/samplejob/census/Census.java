package io.streamgauge.samplejob.census;

import io.streamgauge.samplejob.census.truth.CensusOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job whose states have a content known from its options, see {@link
 * io.streamgauge.samplejob.census.truth.CensusTruth}. After the last record it idles, so that a checkpoint taken then has
 * all of it.
 */
public final class Census {

    private Census() {}

    public static void main(String[] args) throws Exception {
        CensusOptions options = CensusOptions.of(args);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        configure(environment, options);
        new CensusGraph(environment, options).build();
        environment.execute("census");
    }

    static void configure(StreamExecutionEnvironment environment, CensusOptions options) {
        Configuration job = new Configuration();
        job.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        job.set(PipelineOptions.GENERIC_TYPES, false);
        job.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        if (!options.checkpointDirectory().isEmpty()) {
            job.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, options.checkpointDirectory());
        }
        environment.configure(job);
        environment.setMaxParallelism(options.maxParallelism());
    }
}
