@NullMarked
package io.streamgauge.agent.profile.store;

import org.jspecify.annotations.NullMarked;
