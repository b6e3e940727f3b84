package io.streamgauge.checkpoint.storage.s3;

import io.streamgauge.testbed.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real server with one bucket, and a client that writes to it. */
public final class S3Fixture implements AutoCloseable {
    public static final String BUCKET = "checkpoints";

    private final S3Server server;
    private final S3Client writer;

    public S3Fixture() {
        server = S3Server.start();
        server.createBucket(BUCKET);
        writer = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                // The JVM keeps up to five connections, which a restart of the server leaves dead; an attempt to write
                // finds only one of them so.
                .overrideConfiguration(configuration ->
                        configuration.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(8)
                                .build()))
                .build();
    }

    public S3Server server() {
        return server;
    }

    public StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(server.accessKey(), server.secretKey()));
    }

    public S3Settings settings() {
        return S3Settings.defaults().withEndpoint(server.endpoint(), true);
    }

    public S3Storage storage(S3Settings settings) throws IOException {
        return S3Storage.connect(settings, credentials());
    }

    public void put(String key, byte[] content) {
        writer.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    public void delete(String key) {
        writer.deleteObject(request -> request.bucket(BUCKET).key(key));
    }

    /** Puts every file of a directory below a prefix that ends without a slash; returns the keys. */
    public List<String> putAll(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> regular = files.filter(Files::isRegularFile).toList();
            List<String> keys = new ArrayList<>();
            for (Path file : regular) {
                String key = prefix + "/" + directory.relativize(file);
                put(key, Files.readAllBytes(file));
                keys.add(key);
            }
            return keys;
        }
    }

    @Override
    public void close() {
        writer.close();
        server.close();
    }
}
