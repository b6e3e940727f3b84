/** Checkpoints in S3 and in what speaks like it. The only package that needs the AWS SDK: it is loaded with {@code S3Storage}. */
@NullMarked
package io.streamgauge.checkpoint.storage.s3;

import org.jspecify.annotations.NullMarked;
