/** The demo: one command that shows the whole loop on a real cluster. */
@NullMarked
package io.streamgauge.testbed.demo;

import org.jspecify.annotations.NullMarked;
