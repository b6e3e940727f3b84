@NullMarked
package io.streamgauge.agent.profile.format;

import org.jspecify.annotations.NullMarked;
