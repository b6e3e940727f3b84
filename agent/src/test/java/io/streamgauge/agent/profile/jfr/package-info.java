@NullMarked
package io.streamgauge.agent.profile.jfr;

import org.jspecify.annotations.NullMarked;
