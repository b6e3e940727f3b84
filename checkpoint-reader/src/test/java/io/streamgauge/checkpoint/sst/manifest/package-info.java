@NullMarked
package io.streamgauge.checkpoint.sst.manifest;

import org.jspecify.annotations.NullMarked;
