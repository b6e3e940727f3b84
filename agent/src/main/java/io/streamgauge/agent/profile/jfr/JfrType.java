package io.streamgauge.agent.profile.jfr;

import java.util.List;

/** A class that a chunk's metadata declares. */
record JfrType(long id, String name, List<Field> fields) {

    /**
     * @param pooled whether the value is the number of a constant
     * @param array whether a count and so many values are there
     */
    record Field(String name, long type, boolean pooled, boolean array) {}
}
