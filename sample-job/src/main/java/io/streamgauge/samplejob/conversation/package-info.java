/** The stateful heart of the job: one keyed state machine per support conversation. */
@NullMarked
package io.streamgauge.samplejob.conversation;

import org.jspecify.annotations.NullMarked;
