@NullMarked
package io.streamgauge.agent.architecture.planted.output.web;

import org.jspecify.annotations.NullMarked;
