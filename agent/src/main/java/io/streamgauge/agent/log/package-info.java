/** How the agent logs: one line a record, as text or JSON, with fixed keys. */
@NullMarked
package io.streamgauge.agent.log;

import org.jspecify.annotations.NullMarked;
