@NullMarked
package io.streamgauge.agent.profile.service;

import org.jspecify.annotations.NullMarked;
