/** What each tenant's support desk did, per window. */
@NullMarked
package io.streamgauge.samplejob.tenant;

import org.jspecify.annotations.NullMarked;
