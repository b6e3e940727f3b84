/** The keys of each component, and how they make up its settings. */
@NullMarked
package io.streamgauge.agent.config.section;

import org.jspecify.annotations.NullMarked;
