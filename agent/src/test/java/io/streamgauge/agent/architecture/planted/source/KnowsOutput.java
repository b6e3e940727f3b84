package io.streamgauge.agent.architecture.planted.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.streamgauge.agent.architecture.planted.output.web.PrintsAndListens;
import org.rocksdb.RocksDB;

/** Planted: a source that knows an output, RocksDB and micrometer. */
public final class KnowsOutput {
    private KnowsOutput() {}

    static Class<?> output() {
        return PrintsAndListens.class;
    }

    static Class<?> store() {
        return RocksDB.class;
    }

    static Class<?> registry() {
        return MeterRegistry.class;
    }
}
