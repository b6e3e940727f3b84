/** The commands {@code record} and {@code replay}: a file of what the analysis saw, and what it makes of that now. */
@NullMarked
package io.streamgauge.agent.replay;

import org.jspecify.annotations.NullMarked;
