/** The command {@code profile}: has a running agent take a profile, and shows or saves it. */
@NullMarked
package io.streamgauge.agent.profile.command;

import org.jspecify.annotations.NullMarked;
