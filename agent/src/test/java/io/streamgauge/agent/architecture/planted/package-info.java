@NullMarked
package io.streamgauge.agent.architecture.planted;

import org.jspecify.annotations.NullMarked;
