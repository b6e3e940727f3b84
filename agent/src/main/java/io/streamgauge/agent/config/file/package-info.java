/** The configuration file as it is written, and what is said of what is wrong with it. */
@NullMarked
package io.streamgauge.agent.config.file;

import org.jspecify.annotations.NullMarked;
