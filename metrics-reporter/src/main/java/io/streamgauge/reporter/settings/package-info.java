/** What Flink's configuration says. Knows nobody. */
@NullMarked
package io.streamgauge.reporter.settings;

import org.jspecify.annotations.NullMarked;
