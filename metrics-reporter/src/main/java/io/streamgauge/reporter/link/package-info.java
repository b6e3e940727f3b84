/** What each agent is told, in which frames, and over which connection. */
@NullMarked
package io.streamgauge.reporter.link;

import org.jspecify.annotations.NullMarked;
