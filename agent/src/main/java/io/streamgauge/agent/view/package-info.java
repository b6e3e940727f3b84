/** What one tick came to, published whole: HTTP handlers read nothing else. */
@NullMarked
package io.streamgauge.agent.view;

import org.jspecify.annotations.NullMarked;
