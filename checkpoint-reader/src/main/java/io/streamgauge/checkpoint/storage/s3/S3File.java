package io.streamgauge.checkpoint.storage.s3;

import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object as it was when it was opened: each read is one request, which fails once another object has taken its place. */
final class S3File implements ByteSource {
    private final S3Client client;
    private final S3Failures failures;
    private final S3Location at;
    private final long size;
    private final @Nullable String etag;
    private volatile boolean closed;

    /** @param etag null where the store has none: then a replaced object is not noticed */
    S3File(S3Client client, S3Failures failures, S3Location at, long size, @Nullable String etag) {
        this.client = client;
        this.failures = failures;
        this.at = at;
        this.size = size;
        this.etag = etag;
    }

    @Override
    public String name() {
        return at.toString();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException(at + ": read after it was closed");
        }
        if (position < 0 || position > size - length) {
            throw new EOFException(at + " has " + size + " bytes, expected " + length + " from byte " + position);
        }
        if (length == 0) {
            return;
        }
        long last = position + length - 1;
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(at.bucket())
                .key(at.key())
                .range("bytes=" + position + "-" + last)
                .ifMatch(etag)
                .build();
        String expected = "bytes " + position + "-" + last + "/" + size;
        boolean whole = length == size;
        Optional<String> problem;
        try {
            problem = client.getObject(
                    request, (response, body) -> receive(response, body, expected, whole, target, offset, length));
        } catch (SdkException e) {
            throw failures.translate(e, S3Operation.GET, at);
        }
        if (problem.isPresent()) {
            throw new IOException(at + ": " + problem.get() + "; is that a store that speaks S3?");
        }
    }

    /** Fills the target; empty, or what is wrong with the answer. Runs once per attempt. */
    private static Optional<String> receive(
            GetObjectResponse response,
            AbortableInputStream body,
            String expected,
            boolean whole,
            byte[] target,
            int offset,
            int length) {
        @Nullable String range = response.contentRange();
        // An answer with the whole object needs no range.
        if (!expected.equals(range) && !(whole && range == null)) {
            body.abort();
            return Optional.of(
                    "answered with " + (range == null ? "no range" : "range " + range) + ", expected " + expected);
        }
        try {
            int read = body.readNBytes(target, offset, length);
            if (read < length) {
                throw RetryableException.create("the answer ended after " + read + " of " + length + " bytes");
            }
            // To the end, so that the connection is used again.
            if (body.read() >= 0) {
                body.abort();
                return Optional.of("answered with more than " + length + " bytes, expected " + expected);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw RetryableException.create("the answer broke off", e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
