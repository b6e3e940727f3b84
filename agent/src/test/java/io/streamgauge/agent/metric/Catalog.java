package io.streamgauge.agent.metric;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** Every entry of the catalog, in its order. */
final class Catalog {

    private Catalog() {}

    static List<MetricDefinition> all() {
        List<MetricDefinition> all = new ArrayList<>();
        for (Field field : MetricCatalog.class.getFields()) {
            try {
                if (field.get(null) instanceof MetricDefinition definition) {
                    all.add(definition);
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(field + " is public", e);
            }
        }
        return all;
    }
}
