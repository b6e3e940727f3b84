/**
 * How Flink lays out keys and values of its RocksDB backend: pure decoders of byte arrays. What the bytes alone do not tell is unknown,
 * never guessed. Sources: {@code CompositeKeySerializationUtils}, {@code RocksDBListState}, {@code TtlSerializer}, {@code
 * TimerSerializer}, {@code TimeWindow.Serializer} of Flink 1.20 and 2.3, where the layout is the same.
 */
@NullMarked
package io.streamgauge.checkpoint.key;

import org.jspecify.annotations.NullMarked;
