/** Reports as text for a terminal or a file. */
@NullMarked
package io.streamgauge.agent.inspect.text;

import org.jspecify.annotations.NullMarked;
