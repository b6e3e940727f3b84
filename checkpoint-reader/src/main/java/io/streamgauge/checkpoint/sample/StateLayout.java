package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.key.KeyLayout;
import io.streamgauge.checkpoint.key.ValueLayout;
import io.streamgauge.checkpoint.report.NamespaceKind;
import java.util.OptionalInt;

/**
 * How the entries of one state are made.
 *
 * @param timers whether they are timers, whose key starts with a time
 * @param keys of a state that is no timers, and of timers behind the time
 * @param stringKey whether the key is written by Flink's StringSerializer, and so tells where it ends
 * @param elementBytes of a list; empty where it varies or is not known
 */
public record StateLayout(
        boolean timers,
        KeyLayout keys,
        boolean stringKey,
        NamespaceKind namespace,
        ValueLayout values,
        OptionalInt elementBytes) {

    boolean isMap() {
        return values.kind() == ValueLayout.Kind.MAP;
    }
}
