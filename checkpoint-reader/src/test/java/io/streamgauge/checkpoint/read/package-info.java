@NullMarked
package io.streamgauge.checkpoint.read;

import org.jspecify.annotations.NullMarked;
