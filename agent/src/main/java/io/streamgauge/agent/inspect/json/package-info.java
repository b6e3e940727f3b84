/** Reports as JSON, as docs/inspect.schema.json describes it. */
@NullMarked
package io.streamgauge.agent.inspect.json;

import org.jspecify.annotations.NullMarked;
