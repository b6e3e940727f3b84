@NullMarked
package io.streamgauge.checkpoint.key;

import org.jspecify.annotations.NullMarked;
