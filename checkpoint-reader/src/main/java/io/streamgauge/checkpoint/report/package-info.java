/** What was found in a checkpoint: values only. What is unknown is absent, never 0. */
@NullMarked
package io.streamgauge.checkpoint.report;

import org.jspecify.annotations.NullMarked;
