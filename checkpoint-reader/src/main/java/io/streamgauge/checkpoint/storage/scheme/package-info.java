/** The storage that a path belongs to, by its scheme. */
@NullMarked
package io.streamgauge.checkpoint.storage.scheme;

import org.jspecify.annotations.NullMarked;
