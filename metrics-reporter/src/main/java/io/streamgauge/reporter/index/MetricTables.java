package io.streamgauge.reporter.index;

import io.streamgauge.wire.MetricType;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Metric;

/**
 * All metrics, a table for each type, in blocks. Tables have no holes: the last row moves to where one was removed. A row is
 * named by its place, {@code row << 2 | type}, which changes when it moves, or by its position in the order in which metrics
 * are read. Owned by the reporter's thread.
 */
public final class MetricTables {

    private static final int TYPE_BITS = 2;
    /** By code. */
    private static final MetricType[] TYPES = {
        MetricType.COUNTER, MetricType.GAUGE, MetricType.METER, MetricType.HISTOGRAM
    };

    private static final int ROW_BITS = 9;
    /** A sampler has room for the samples of a whole block of them. */
    private static final int HISTOGRAM_ROW_BITS = 6;

    private final List<List<MetricBlock>> tables = new ArrayList<>();
    private final int[] sizes = new int[TYPES.length];

    MetricTables() {
        for (int i = 0; i < TYPES.length; i++) {
            tables.add(new ArrayList<>());
        }
    }

    /** Most rows of a block of this type. */
    public static int maxRows(MetricType type) {
        return 1 << rowBits(type);
    }

    private static int rowBits(MetricType type) {
        return type == MetricType.HISTOGRAM ? HISTOGRAM_ROW_BITS : ROW_BITS;
    }

    private static MetricType type(int place) {
        return TYPES[place & (1 << TYPE_BITS) - 1];
    }

    /** Returns the place of the new row. */
    int add(MetricType type, Metric metric, String name, Scope scope, int id) {
        List<MetricBlock> blocks = tables.get(type.code());
        if (blocks.isEmpty() || blocks.get(blocks.size() - 1).isFull()) {
            blocks.add(new MetricBlock(type, maxRows(type)));
        }
        blocks.get(blocks.size() - 1).add(metric, name, scope, id);
        int row = sizes[type.code()]++;
        return row << TYPE_BITS | type.code();
    }

    /** The last row of the table takes the place, and the scope of that row is told. */
    void remove(int place) {
        MetricType type = type(place);
        List<MetricBlock> blocks = tables.get(type.code());
        MetricBlock last = blocks.get(blocks.size() - 1);
        int lastRow = --sizes[type.code()];
        int lastPlace = lastRow << TYPE_BITS | type.code();
        if (lastPlace != place) {
            block(place).copy(row(place), last, last.size() - 1);
            last.scopes[last.size() - 1].moved(last.names[last.size() - 1], lastPlace, place);
        }
        last.removeLast();
        if (last.size() == 0) {
            blocks.remove(blocks.size() - 1);
        }
    }

    /** The block in which this place is. */
    public MetricBlock block(int place) {
        MetricType type = type(place);
        return tables.get(type.code()).get(place >> TYPE_BITS >> rowBits(type));
    }

    /** The row of this place within its block. */
    public static int row(int place) {
        return place >> TYPE_BITS & maxRows(type(place)) - 1;
    }

    public int size() {
        int size = 0;
        for (int rows : sizes) {
            size += rows;
        }
        return size;
    }

    /** The place at this position, of {@link #size} in all. */
    public int placeAt(int position) {
        int row = position;
        int type = 0;
        while (row >= sizes[type]) {
            row -= sizes[type++];
        }
        return row << TYPE_BITS | type;
    }

    /** All blocks, in the order of positions. */
    public List<MetricBlock> blocks() {
        List<MetricBlock> all = new ArrayList<>();
        for (List<MetricBlock> blocks : tables) {
            all.addAll(blocks);
        }
        return all;
    }
}
