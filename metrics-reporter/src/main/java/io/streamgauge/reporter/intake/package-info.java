/** What Flink's threads leave for the reporter's: they append to bounded queues and never wait. */
@NullMarked
package io.streamgauge.reporter.intake;

import org.jspecify.annotations.NullMarked;
