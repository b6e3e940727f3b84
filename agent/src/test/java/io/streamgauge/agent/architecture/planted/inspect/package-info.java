@NullMarked
package io.streamgauge.agent.architecture.planted.inspect;

import org.jspecify.annotations.NullMarked;
