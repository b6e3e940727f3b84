/** Child processes that cannot outlive us, ports, directories and waiting. Knows nothing of Flink. */
@NullMarked
package io.streamgauge.testbed.process;

import org.jspecify.annotations.NullMarked;
