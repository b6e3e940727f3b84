package io.streamgauge.testbed.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A time during which a job runs as submitted; the next one starts from its savepoint.
 *
 * @param options of the sample job: name, value, name, value, ...
 * @param end since the case began; null for the last, which runs until all is over
 */
public record Stage(List<String> options, int parallelism, @Nullable Duration end) {

    public Stage {
        options = List.copyOf(options);
        if (options.size() % 2 != 0) {
            throw new IllegalArgumentException("options without a value: " + options);
        }
    }

    static Stage last(String... options) {
        return new Stage(List.of(options), LeakCase.PARALLELISM, null);
    }

    Stage until(Duration newEnd) {
        return new Stage(options, parallelism, newEnd);
    }

    Stage withParallelism(int count) {
        return new Stage(options, count, end);
    }

    /** The same with more options; its own have precedence, as each may be given once. */
    Stage with(List<String> more) {
        Map<String, String> all = new LinkedHashMap<>();
        for (List<String> some : List.of(more, options)) {
            for (int i = 0; i < some.size(); i += 2) {
                all.put(some.get(i), some.get(i + 1));
            }
        }
        List<String> flat = new ArrayList<>();
        all.forEach((option, value) -> flat.addAll(List.of(option, value)));
        return new Stage(flat, parallelism, end);
    }
}
