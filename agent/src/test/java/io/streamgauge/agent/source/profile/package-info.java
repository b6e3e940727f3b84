@NullMarked
package io.streamgauge.agent.source.profile;

import org.jspecify.annotations.NullMarked;
