package io.streamgauge.checkpoint.census;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.location.CheckpointLocator;
import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import io.streamgauge.checkpoint.metadata.CheckpointMetadata;
import io.streamgauge.checkpoint.metadata.FileReferences;
import io.streamgauge.checkpoint.metadata.MetadataParser;
import io.streamgauge.checkpoint.read.ReadRequest;
import io.streamgauge.checkpoint.read.ReaderSettings;
import io.streamgauge.checkpoint.read.SeenFiles;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.s3.S3Fixture;
import io.streamgauge.checkpoint.storage.s3.S3Storage;
import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.golden.CensusCluster;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Checkpoints that a real Flink wrote into a bucket with its own plugin, under one scheme, and read under another. */
class S3CensusIT {
    private static final String DIRECTORY = "//" + S3Fixture.BUCKET + "/flink";

    @Test
    void readsWhatFlinkWrote() throws Exception {
        try (S3Fixture s3 = new S3Fixture();
                S3Storage storage = s3.storage(s3.settings());
                CensusCluster census = CensusCluster.start(
                        settings(s3),
                        2,
                        List.of("--keys", "2000", "--operators", "roster", "--checkpoint-dir", "s3a:" + DIRECTORY))) {
            census.checkpoint();

            LocatedCheckpoint found =
                    new CheckpointLocator(storage).newest("s3:" + DIRECTORY).orElseThrow();
            assertThat(found.jobId()).isEqualTo(census.jobId());
            assertThat(FileReferences.of(metadata(storage, found)))
                    .anyMatch(file -> file.path().startsWith("s3a:" + DIRECTORY + "/" + census.jobId() + "/shared/"));
            CheckpointReport report = new CheckpointReader(storage, ReaderSettings.defaults(), new byte[16])
                    .read(found.directory(), ReadRequest.full(), new SeenFiles(1000, 10 << 20));

            assertThat(report.bytes()).isEqualTo(metadata(storage, found).sizeBytes());
            for (JsonNode truth : census.truth().path("states")) {
                StateReport state = find(report, truth.path("state").asText());
                if (state.kind().isOperatorState()) {
                    assertThat(state.size().entries())
                            .isEqualTo(truth.path("elements").asLong());
                    continue;
                }
                assertThat(Objects.requireNonNull(state.scan(), state::toString).entries())
                        .as("%s", truth)
                        .isEqualTo(truth.path("entries").asLong());
            }
        }
    }

    private static ClusterSettings settings(S3Fixture s3) {
        return CensusCluster.settings(FlinkVersion.V2_3)
                .withPlugin("s3-fs-hadoop", List.of(FlinkVersion.V2_3.s3FileSystem()))
                .with("execution.checkpointing.data-inline-threshold", "0 kb")
                .with("s3.endpoint", s3.server().endpoint().toString())
                .with("s3.endpoint.region", "us-east-1")
                .with("s3.path.style.access", "true")
                .with("s3.access-key", s3.server().accessKey())
                .with("s3.secret-key", s3.server().secretKey());
    }

    private static CheckpointMetadata metadata(S3Storage storage, LocatedCheckpoint checkpoint) throws IOException {
        try (ByteSource file = storage.open(checkpoint.metadataFile())) {
            return MetadataParser.parse(file);
        }
    }

    private static StateReport find(CheckpointReport report, String name) {
        return report.operators().stream()
                .flatMap(operator -> operator.states().stream())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }
}
