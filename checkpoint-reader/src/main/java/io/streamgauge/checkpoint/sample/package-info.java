/** What is learnt of a state from its entries, whoever shows them: keys, estimates, histograms. Keeps hashes of keys, never keys. */
@NullMarked
package io.streamgauge.checkpoint.sample;

import org.jspecify.annotations.NullMarked;
