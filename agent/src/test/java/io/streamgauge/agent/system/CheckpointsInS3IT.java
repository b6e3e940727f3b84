package io.streamgauge.agent.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The agent reads what a real Flink wrote to a bucket; its credentials come from its environment, as the AWS SDK looks. */
class CheckpointsInS3IT {

    private static final String BUCKET = "checkpoints";

    @Test
    void sizesPerStateAreToldOfCheckpointsInABucket() throws IOException {
        try (S3Server s3 = S3Server.start()) {
            s3.createBucket(BUCKET);
            try (WatchedCluster watched = WatchedCluster.start(
                    FlinkVersion.V2_3,
                    settings -> inBucket(settings, s3),
                    "checkpoint:\n  s3:\n    endpoint: " + s3.endpoint() + "\n    path-style: true\n",
                    Map.of("AWS_ACCESS_KEY_ID", s3.accessKey(), "AWS_SECRET_ACCESS_KEY", s3.secretKey()))) {
                watched.submit("--leak", "none");

                JsonNode states = watched.await("what a checkpoint in the bucket holds")
                        .until(() -> watched.agent().api("states"), answer -> answer.findValues("checkpoint").stream()
                                .anyMatch(checkpoint -> checkpoint.path("bytes").asLong() > 0));

                assertThat(states.path("notAssessed").toString()).doesNotContain("source checkpoint");
                assertThat(watched.agent().metrics()).contains("streamgauge_state_bytes{");
                assertThat(Files.readString(watched.agent().log()))
                        .as("no secret in the log")
                        .doesNotContain(s3.secretKey());
            }
        }
    }

    private static ClusterSettings inBucket(ClusterSettings settings, S3Server s3) {
        return settings.withPlugin("s3-fs-hadoop", List.of(FlinkVersion.V2_3.s3FileSystem()))
                .with("execution.checkpointing.dir", "s3a://" + BUCKET + "/flink")
                .with("s3.endpoint", s3.endpoint().toString())
                .with("s3.endpoint.region", "us-east-1")
                .with("s3.path.style.access", "true")
                .with("s3.access-key", s3.accessKey())
                .with("s3.secret-key", s3.secretKey());
    }
}
