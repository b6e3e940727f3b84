package io.streamgauge.agent.system;

import io.streamgauge.testbed.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts files into a bucket. */
public final class S3Uploads {

    private S3Uploads() {}

    /** Every file of a directory, below a prefix that ends without a slash. */
    public static void putAll(S3Server server, String bucket, Path directory, String prefix) throws IOException {
        try (S3Client client = S3Client.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .credentialsProvider(StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
                Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String key = prefix + "/" + directory.relativize(file);
                client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromFile(file));
            }
        }
    }
}
