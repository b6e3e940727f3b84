@NullMarked
package io.streamgauge.agent.output.web.profile;

import org.jspecify.annotations.NullMarked;
