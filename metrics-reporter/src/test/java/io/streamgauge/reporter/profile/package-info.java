@NullMarked
package io.streamgauge.reporter.profile;

import org.jspecify.annotations.NullMarked;
