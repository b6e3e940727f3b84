@NullMarked
package io.streamgauge.agent.source.checkpoint;

import org.jspecify.annotations.NullMarked;
