/** Profiles of this JVM, taken by async-profiler when an agent asks. Never on a thread of Flink's, nor on the reporter's. */
@NullMarked
package io.streamgauge.reporter.profile;

import org.jspecify.annotations.NullMarked;
