@NullMarked
package io.streamgauge.agent.source.merge;

import org.jspecify.annotations.NullMarked;
