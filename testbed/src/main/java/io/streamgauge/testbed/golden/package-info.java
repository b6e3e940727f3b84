/** The census in real clusters of every backend variant, and golden checkpoints made of them. */
@NullMarked
package io.streamgauge.testbed.golden;

import org.jspecify.annotations.NullMarked;
