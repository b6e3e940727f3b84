/** What several formats guard their bytes with. */
@NullMarked
package io.streamgauge.checkpoint.checksum;

import org.jspecify.annotations.NullMarked;
