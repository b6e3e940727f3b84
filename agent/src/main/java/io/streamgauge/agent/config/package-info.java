/** One YAML file, flags and environment, checked as a whole; composes each component's own settings. */
@NullMarked
package io.streamgauge.agent.config;

import org.jspecify.annotations.NullMarked;
