@NullMarked
package io.streamgauge.checkpoint.sample;

import org.jspecify.annotations.NullMarked;
