/** What a process has reported, as columns beside its layout; immutable. */
@NullMarked
package io.streamgauge.agent.source.reporter.snapshot;

import org.jspecify.annotations.NullMarked;
