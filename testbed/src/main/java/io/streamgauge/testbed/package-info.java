/** Real clusters and services as child processes, for demo, tests and benchmarks. */
@NullMarked
package io.streamgauge.testbed;

import org.jspecify.annotations.NullMarked;
