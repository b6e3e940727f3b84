/** What agent and reporter say to each other of profiles. Values; their bytes are written and read by the package above. */
@NullMarked
package io.streamgauge.wire.profile;

import org.jspecify.annotations.NullMarked;
