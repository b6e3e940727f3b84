@NullMarked
package io.streamgauge.agent.profile.select;

import org.jspecify.annotations.NullMarked;
