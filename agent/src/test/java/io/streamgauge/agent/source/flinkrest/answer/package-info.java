@NullMarked
package io.streamgauge.agent.source.flinkrest.answer;

import org.jspecify.annotations.NullMarked;
