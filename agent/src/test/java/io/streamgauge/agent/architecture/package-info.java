/** The rules of ARCHITECTURE.md as tests, and planted classes that break each of them. */
@NullMarked
package io.streamgauge.agent.architecture;

import org.jspecify.annotations.NullMarked;
