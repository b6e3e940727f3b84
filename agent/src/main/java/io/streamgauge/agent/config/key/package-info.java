/** What a key is, which values it takes, and who has set it. */
@NullMarked
package io.streamgauge.agent.config.key;

import org.jspecify.annotations.NullMarked;
