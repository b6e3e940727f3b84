/** An S3-compatible server as a child process. */
@NullMarked
package io.streamgauge.testbed.s3;

import org.jspecify.annotations.NullMarked;
