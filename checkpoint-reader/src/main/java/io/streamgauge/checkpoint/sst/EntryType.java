package io.streamgauge.checkpoint.sst;

import org.jspecify.annotations.Nullable;

/** What an entry does to its key; those of RocksDB's {@code ValueType} (db/dbformat.h) that Flink's backends write into tables. */
public enum EntryType {
    DELETION(0),
    VALUE(1),
    /** An operand that a reader joins with what is older: an appended list element. */
    MERGE(2),
    SINGLE_DELETION(7);

    private static final @Nullable EntryType[] BY_CODE = {
        DELETION, VALUE, MERGE, null, null, null, null, SINGLE_DELETION,
    };

    private final int code;

    EntryType(int code) {
        this.code = code;
    }

    /** RocksDB's number of the type. */
    public int code() {
        return code;
    }

    static @Nullable EntryType of(int code) {
        return code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
