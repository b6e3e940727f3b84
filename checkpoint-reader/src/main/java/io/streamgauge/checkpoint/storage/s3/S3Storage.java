package io.streamgauge.checkpoint.storage.s3;

import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoredFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Buckets of S3 or of what speaks like it: {@code s3://}, {@code s3a://} and {@code s3p://} name the same object. A directory is what
 * objects with a slash in their keys make of it; one without any does not exist.
 *
 * <p>Requests: a list is one for each page of names, opening a file is one, each read is one. What fails by chance is tried again within
 * the settings' limits; what still does not answer is a {@link io.streamgauge.checkpoint.StorageUnavailableException}.
 */
public final class S3Storage implements Storage, AutoCloseable {
    /** Names that no path of Flink can lead through. */
    private static final Set<String> UNREACHABLE = Set.of("", ".", "..");

    private final S3Client client;
    private final S3Settings settings;
    private final S3Failures failures;

    private S3Storage(S3Client client, S3Settings settings, S3Failures failures) {
        this.client = client;
        this.settings = settings;
        this.failures = failures;
    }

    /**
     * With credentials from where the AWS SDK looks: system properties, environment, web identity token, profile, role of the container or
     * the machine.
     *
     * @throws IOException if no region is known
     */
    public static S3Storage connect(S3Settings settings) throws IOException {
        return connect(settings, DefaultCredentialsProvider.builder().build());
    }

    /** With credentials of the caller's own; as {@link #connect(S3Settings)} else. Nothing is asked yet. */
    public static S3Storage connect(S3Settings settings, AwsCredentialsProvider credentials) throws IOException {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials)
                .region(region(settings))
                .forcePathStyle(settings.pathStyle())
                // Ranges have none, and other stores answer with those of the whole object; table files have their own.
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(settings.connectTimeout())
                        .socketTimeout(settings.attemptTimeout()))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(settings.callTimeout())
                        .apiCallAttemptTimeout(settings.attemptTimeout())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(settings.attempts())
                                .build())
                        .build());
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return new S3Storage(builder.build(), settings, new S3Failures(settings, credentials));
    }

    /** In no particular order. Names that no path can lead through, as an empty one between two slashes, are left out. */
    @Override
    public List<StoredFile> list(String directory) throws IOException {
        S3Location at = S3Location.of(directory);
        String prefix = at.key().isEmpty() ? "" : at.key() + "/";
        String parent = prefix.isEmpty() ? at.path().toString() : at.path() + "/";
        List<StoredFile> found = new ArrayList<>();
        boolean exists = prefix.isEmpty();
        @Nullable String next = null;
        do {
            ListObjectsV2Response page = page(at, prefix, next);
            exists |= !page.contents().isEmpty() || !page.commonPrefixes().isEmpty();
            for (CommonPrefix below : page.commonPrefixes()) {
                String name =
                        below.prefix().substring(prefix.length(), below.prefix().length() - 1);
                add(found, name, new StoredFile(parent + name, true, 0, null));
            }
            for (S3Object object : page.contents()) {
                String name = object.key().substring(prefix.length());
                add(found, name, new StoredFile(parent + name, false, object.size(), object.lastModified()));
            }
            next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (next != null);
        if (!exists) {
            throw new NoSuchFileException(at.toString());
        }
        return found;
    }

    @Override
    public ByteSource open(String file) throws IOException {
        S3Location at = S3Location.of(file);
        if (at.key().isEmpty()) {
            throw new FileSystemException(at.toString(), null, "expected a file, found a bucket");
        }
        HeadObjectResponse head;
        try {
            head = client.headObject(HeadObjectRequest.builder()
                    .bucket(at.bucket())
                    .key(at.key())
                    .build());
        } catch (SdkException e) {
            throw failures.translate(e, S3Operation.HEAD, at);
        }
        @Nullable Long size = head.contentLength();
        if (size == null) {
            throw new IOException(at + ": answered without a length; is that a store that speaks S3?");
        }
        return new S3File(client, failures, at, size, head.eTag());
    }

    /** Gives back connections and threads. */
    @Override
    public void close() {
        client.close();
    }

    private ListObjectsV2Response page(S3Location at, String prefix, @Nullable String token) throws IOException {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(at.bucket())
                .prefix(prefix)
                .delimiter("/")
                .maxKeys(settings.pageSize())
                .continuationToken(token)
                .build();
        try {
            return client.listObjectsV2(request);
        } catch (SdkException e) {
            throw failures.translate(e, S3Operation.LIST, at);
        }
    }

    private static void add(List<StoredFile> found, String name, StoredFile file) {
        if (!UNREACHABLE.contains(name) && name.indexOf('\0') < 0) {
            found.add(file);
        }
    }

    private static Region region(S3Settings settings) throws IOException {
        if (settings.region() != null) {
            return Region.of(settings.region());
        }
        if (settings.endpoint() != null) {
            return Region.US_EAST_1;
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            throw new IOException("S3: found no region; expected one in the settings, AWS_REGION, or a profile", e);
        }
    }
}
