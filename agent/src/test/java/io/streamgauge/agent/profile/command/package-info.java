@NullMarked
package io.streamgauge.agent.profile.command;

import org.jspecify.annotations.NullMarked;
