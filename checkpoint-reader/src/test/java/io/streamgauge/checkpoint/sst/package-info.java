@NullMarked
package io.streamgauge.checkpoint.sst;

import org.jspecify.annotations.NullMarked;
