/** What the sample job can be made to do, with what is true of each: leaks, and growth that only looks like one. */
@NullMarked
package io.streamgauge.testbed.cases;

import org.jspecify.annotations.NullMarked;
