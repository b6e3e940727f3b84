/** All registered metrics in columns, and what was read of them last. Owned by the reporter's thread. */
@NullMarked
package io.streamgauge.reporter.index;

import org.jspecify.annotations.NullMarked;
