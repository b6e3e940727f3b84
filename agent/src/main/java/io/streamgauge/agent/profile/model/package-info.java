/** What profiles are made of: stacks of threads with values, merged exactly. Pure: no clock, I/O or logger. */
@NullMarked
package io.streamgauge.agent.profile.model;

import org.jspecify.annotations.NullMarked;
