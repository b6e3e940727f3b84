package io.streamgauge.agent.config.key;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with the items of one value, told in one go. */
final class Problems {

    private final List<String> found = new ArrayList<>();
    private final Set<String> expected = new LinkedHashSet<>();

    void add(BadValueException problem) {
        found.add(problem.found());
        expected.add(problem.expected());
    }

    void throwIfAny() throws BadValueException {
        if (!found.isEmpty()) {
            throw new BadValueException(String.join(" and ", found), String.join(", or ", expected));
        }
    }
}
