/** Causes, fixes and numbers in words. */
@NullMarked
package io.streamgauge.agent.analysis.leak.wording;

import org.jspecify.annotations.NullMarked;
