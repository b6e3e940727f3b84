/** The agent's own metrics: one adapter per component that counts. Micrometer is known here only. */
@NullMarked
package io.streamgauge.agent.output.self;

import org.jspecify.annotations.NullMarked;
