@NullMarked
package io.streamgauge.agent.output.self;

import org.jspecify.annotations.NullMarked;
