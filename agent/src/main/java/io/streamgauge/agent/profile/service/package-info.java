/** Profiles taken on demand, kept and found again; what may be asked for, and how often. */
@NullMarked
package io.streamgauge.agent.profile.service;

import org.jspecify.annotations.NullMarked;
