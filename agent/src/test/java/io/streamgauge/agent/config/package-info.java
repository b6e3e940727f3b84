/** Reading, checking and reloading the configuration. */
@NullMarked
package io.streamgauge.agent.config;

import org.jspecify.annotations.NullMarked;
