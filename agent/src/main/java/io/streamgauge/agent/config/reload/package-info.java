/** Takes a changed configuration over while the agent runs. */
@NullMarked
package io.streamgauge.agent.config.reload;

import org.jspecify.annotations.NullMarked;
