@NullMarked
package io.streamgauge.agent.architecture.planted.source;

import org.jspecify.annotations.NullMarked;
