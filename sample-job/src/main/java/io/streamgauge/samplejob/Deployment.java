package io.streamgauge.samplejob;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What the job says about how it is run, and what it leaves to the cluster.
 *
 * <p>The job's own: that its checkpoints outlive it, its key groups, that every operator has
 * a uid, that nothing falls back to a generic serializer. The
 * cluster's, with a default for a cluster that says nothing: state backend, incremental checkpoints, interval. The
 * cluster's alone: where checkpoints go, unless the command line names a place.
 */
final class Deployment {

    private static final int KEY_GROUPS = 128;
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

    private Deployment() {}

    static void run(JobSettings settings) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        configure(environment, settings);
        JobGraph.build(environment, settings);
        environment.execute(settings.jobName());
    }

    static void configure(StreamExecutionEnvironment environment, JobSettings settings) {
        ReadableConfig cluster = environment.getConfiguration();
        Configuration job = new Configuration();
        job.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        job.set(PipelineOptions.GENERIC_TYPES, false);
        job.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        defaultTo(job, cluster, StateBackendOptions.STATE_BACKEND, "rocksdb");
        defaultTo(job, cluster, CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        defaultTo(job, cluster, CheckpointingOptions.CHECKPOINTING_INTERVAL, DEFAULT_INTERVAL);
        settings.checkpointInterval()
                .ifPresent(interval -> job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval));
        Optional<String> directory = settings.checkpointDirectory();
        directory.ifPresent(uri -> job.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri));
        if (directory.isEmpty()
                && cluster.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                        .isEmpty()) {
            throw new IllegalArgumentException("--checkpoint-dir: found neither this option nor "
                    + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()
                    + " in the cluster's configuration, expected a URI that all its processes can write to; set one of"
                    + " the two");
        }
        environment.configure(job);
        settings.parallelism().ifPresent(environment::setParallelism);
        environment.setMaxParallelism(KEY_GROUPS);
        environment.getConfig().setGlobalJobParameters(Configuration.fromMap(settings.shown()));
    }

    private static <T> void defaultTo(Configuration job, ReadableConfig cluster, ConfigOption<T> option, T value) {
        if (cluster.getOptional(option).isEmpty()) {
            job.set(option, value);
        }
    }
}
