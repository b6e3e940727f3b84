@NullMarked
package io.streamgauge.agent.metric;

import org.jspecify.annotations.NullMarked;
