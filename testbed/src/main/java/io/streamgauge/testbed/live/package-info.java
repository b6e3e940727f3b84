/** The live suite: every leak and look-alike on real clusters, the agent beside, and its findings held against the truth. */
@NullMarked
package io.streamgauge.testbed.live;

import org.jspecify.annotations.NullMarked;
