@NullMarked
package io.streamgauge.agent.cohort;

import org.jspecify.annotations.NullMarked;
