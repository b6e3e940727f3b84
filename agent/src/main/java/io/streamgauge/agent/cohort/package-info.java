/**
 * What is remembered of the keys of each state: a fold over observations. The same few key groups are looked at in each
 * checkpoint, so that each sampled key is seen to come, to change and to go; of these lives only counts by age are kept.
 */
@NullMarked
package io.streamgauge.agent.cohort;

import org.jspecify.annotations.NullMarked;
