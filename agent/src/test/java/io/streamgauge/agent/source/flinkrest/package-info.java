@NullMarked
package io.streamgauge.agent.source.flinkrest;

import org.jspecify.annotations.NullMarked;
