/** What goes wrong inside the reporter. Known by all, knows nobody. */
@NullMarked
package io.streamgauge.reporter.problem;

import org.jspecify.annotations.NullMarked;
