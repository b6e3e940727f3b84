@NullMarked
package io.streamgauge.agent.profile.model;

import org.jspecify.annotations.NullMarked;
