@NullMarked
package io.streamgauge.agent.output.prometheus;

import org.jspecify.annotations.NullMarked;
