/** Profiles as people's tools read them. Thread and frame names are hostile text in all of it. */
@NullMarked
package io.streamgauge.agent.profile.format;

import org.jspecify.annotations.NullMarked;
