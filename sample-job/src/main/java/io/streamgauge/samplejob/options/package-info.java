/** The command line of the sample job: which options there are, and how they are read. */
@NullMarked
package io.streamgauge.samplejob.options;

import org.jspecify.annotations.NullMarked;
