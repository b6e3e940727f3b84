@NullMarked
package io.streamgauge.agent.architecture.planted.config;

import org.jspecify.annotations.NullMarked;
