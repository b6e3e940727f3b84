@NullMarked
package io.streamgauge.agent.architecture.planted.history;

import org.jspecify.annotations.NullMarked;
