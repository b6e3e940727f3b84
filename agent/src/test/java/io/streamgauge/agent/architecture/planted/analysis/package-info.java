@NullMarked
package io.streamgauge.agent.architecture.planted.analysis;

import org.jspecify.annotations.NullMarked;
