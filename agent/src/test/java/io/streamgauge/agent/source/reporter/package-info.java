@NullMarked
package io.streamgauge.agent.source.reporter;

import org.jspecify.annotations.NullMarked;
