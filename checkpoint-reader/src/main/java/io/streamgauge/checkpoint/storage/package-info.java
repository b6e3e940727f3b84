/** Where the bytes of checkpoints lie. Knows nothing of their formats. */
@NullMarked
package io.streamgauge.checkpoint.storage;

import org.jspecify.annotations.NullMarked;
