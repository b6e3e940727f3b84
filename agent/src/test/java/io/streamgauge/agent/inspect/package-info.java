@NullMarked
package io.streamgauge.agent.inspect;

import org.jspecify.annotations.NullMarked;
