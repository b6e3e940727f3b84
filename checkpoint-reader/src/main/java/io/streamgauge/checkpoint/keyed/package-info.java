/**
 * What state backends declare about their states at the start of their streams: names, kinds, serializers and TTL. Read without the
 * classes that are named there.
 */
@NullMarked
package io.streamgauge.checkpoint.keyed;

import org.jspecify.annotations.NullMarked;
