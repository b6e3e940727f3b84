/** Where facts come from. */
@NullMarked
package io.streamgauge.agent.source;

import org.jspecify.annotations.NullMarked;
