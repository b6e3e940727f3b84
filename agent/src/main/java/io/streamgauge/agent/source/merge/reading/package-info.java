/** The metrics of reporters that facts are made of, found by name once and read by place after that. */
@NullMarked
package io.streamgauge.agent.source.merge.reading;

import org.jspecify.annotations.NullMarked;
