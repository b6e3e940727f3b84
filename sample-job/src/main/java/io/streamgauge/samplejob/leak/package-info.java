/** Which kinds of leak the job can have, which one it has now, and how it is told to stop. */
@NullMarked
package io.streamgauge.samplejob.leak;

import org.jspecify.annotations.NullMarked;
