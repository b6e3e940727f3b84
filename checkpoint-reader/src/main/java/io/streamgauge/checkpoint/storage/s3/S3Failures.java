package io.streamgauge.checkpoint.storage.s3;

import io.streamgauge.checkpoint.StorageUnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What the SDK throws, as what the reader knows. Messages are made here, of bucket, key and S3's error code: not of what the server says
 * in words, nor of anything from the credentials.
 */
final class S3Failures {
    private final S3Settings settings;
    private final AwsCredentialsProvider credentials;

    S3Failures(S3Settings settings, AwsCredentialsProvider credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    IOException translate(SdkException e, S3Operation operation, S3Location at) {
        if (e instanceof AwsServiceException answer) {
            return answered(answer, operation, at);
        }
        if (e instanceof AbortedException) {
            return new StorageUnavailableException(at + ": interrupted while waiting for " + server(), e);
        }
        @Nullable IOException network = network(e);
        if (network == null && !haveCredentials()) {
            return denied(
                    at,
                    "found no credentials; expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, a web identity token, or a"
                            + " role of this container or machine",
                    e);
        }
        return new StorageUnavailableException(
                at + ": no answer from " + server() + " to " + operation.request() + " in up to " + settings.attempts()
                        + " attempts of " + seconds(settings.attemptTimeout()) + ", "
                        + seconds(settings.callTimeout()) + " in all"
                        + (network == null
                                ? ""
                                : " (" + network.getClass().getSimpleName() + ": " + network.getMessage() + ")")
                        + "; check the endpoint and whether it can be reached from here",
                e);
    }

    private IOException answered(AwsServiceException e, S3Operation operation, S3Location at) {
        @Nullable AwsErrorDetails details = e.awsErrorDetails();
        @Nullable String code = details == null ? null : details.errorCode();
        String answer = e.statusCode() + (code == null ? "" : " " + code);
        return switch (e.statusCode()) {
            case 404 -> caused(
                    new NoSuchFileException(
                            at.toString(), null, "NoSuchBucket".equals(code) ? "there is no such bucket" : null),
                    e);
            case 412 -> caused(
                    new NoSuchFileException(at.toString(), null, "another object took its place since it was opened"),
                    e);
            case 401, 403 -> denied(
                    at,
                    server() + " answered " + answer + " to " + operation.request() + " in bucket " + at.bucket()
                            + ", key " + at.key() + "; it takes valid credentials that allow "
                            + operation.permission(),
                    e);
            case 429, 500, 502, 503, 504 -> new StorageUnavailableException(
                    at + ": " + server() + " answered " + answer + " to " + operation.request() + ", "
                            + settings.attempts() + " times at most; try later",
                    e);
            default -> new IOException(
                    at + ": " + server() + " answered " + answer + " to " + operation.request() + elsewhere(details),
                    e);
        };
    }

    /** S3 tells the region of a bucket that is asked for in another one. */
    private static String elsewhere(@Nullable AwsErrorDetails details) {
        if (details == null || details.sdkHttpResponse() == null) {
            return "";
        }
        return details.sdkHttpResponse()
                .firstMatchingHeader("x-amz-bucket-region")
                .filter(region -> region.matches("[a-z0-9-]{1,63}"))
                .map(region -> "; the bucket is in region " + region + ": set that")
                .orElse("");
    }

    private boolean haveCredentials() {
        try {
            credentials.resolveCredentials();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private String server() {
        return settings.endpoint() == null ? "S3" : "S3 at " + settings.endpoint();
    }

    private static AccessDeniedException denied(S3Location at, String why, SdkException cause) {
        return caused(new AccessDeniedException(at.toString(), null, why), cause);
    }

    private static <E extends IOException> E caused(E exception, Throwable cause) {
        exception.initCause(cause);
        return exception;
    }

    private static @Nullable IOException network(Throwable e) {
        @Nullable IOException found = null;
        int depth = 0;
        for (Throwable cause = e.getCause(); cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof IOException io) {
                found = io;
            }
        }
        return found;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
