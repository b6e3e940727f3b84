@NullMarked
package io.streamgauge.agent.output.web;

import org.jspecify.annotations.NullMarked;
