/** What is stored of cohorts, as bytes with a checksum. */
@NullMarked
package io.streamgauge.agent.cohort.chunk;

import org.jspecify.annotations.NullMarked;
