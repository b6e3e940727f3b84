/** Reads metrics, which is foreign code, on threads that may be lost to it, and finds what has changed. */
@NullMarked
package io.streamgauge.reporter.sampling;

import org.jspecify.annotations.NullMarked;
