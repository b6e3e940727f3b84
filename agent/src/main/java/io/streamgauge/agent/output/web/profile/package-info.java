/** {@code /api/v1/profiles}: taken on demand behind guards, listed, shown as graphs, downloaded. */
@NullMarked
package io.streamgauge.agent.output.web.profile;

import org.jspecify.annotations.NullMarked;
