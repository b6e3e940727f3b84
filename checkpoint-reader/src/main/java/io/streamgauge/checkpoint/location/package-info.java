/** Where checkpoints are, below a directory, and where the files are that they name. */
@NullMarked
package io.streamgauge.checkpoint.location;

import org.jspecify.annotations.NullMarked;
