package io.streamgauge.agent.inspect;

import io.streamgauge.checkpoint.storage.s3.S3Settings;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How S3 is reached. Credentials are no option: they would be seen by all users of the machine. */
final class S3Options {

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description =
                    "Another S3-compatible store than Amazon's, as https://minio:9000. Credentials come from where the"
                            + " AWS SDK looks, such as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
    private @Nullable URI endpoint;

    @Option(names = "--s3-region", paramLabel = "NAME", description = "Else the one that environment or profile tell.")
    private @Nullable String region;

    @Option(
            names = "--s3-path-style",
            description = "The bucket is in the path instead of the host name, as most other stores want it.")
    private boolean pathStyle;

    /** @throws IllegalArgumentException in words, if one is wrong */
    S3Settings settings() {
        S3Settings usual = S3Settings.defaults();
        return new S3Settings(
                region,
                endpoint,
                pathStyle,
                usual.connectTimeout(),
                usual.attemptTimeout(),
                usual.callTimeout(),
                usual.attempts(),
                usual.pageSize());
    }
}
