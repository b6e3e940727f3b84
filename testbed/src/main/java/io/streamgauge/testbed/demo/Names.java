package io.streamgauge.testbed.demo;

import io.streamgauge.testbed.cases.LeakCase;
import io.streamgauge.testbed.cases.Leaks;
import io.streamgauge.testbed.cases.LookAlikes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** What the demo can be asked to show, for its help and its refusals. */
final class Names {

    private Names() {}

    /** All leaks, after a healthy job. */
    static List<LeakCase> leaksAndNone() {
        List<LeakCase> known = new ArrayList<>();
        LeakCase.named("none").ifPresent(known::add);
        known.addAll(Leaks.all());
        return known;
    }

    /** Made by picocli. */
    static final class OfLeaks implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Leaks.all().stream().map(LeakCase::name).iterator();
        }
    }

    /** Made by picocli. */
    static final class OfLookAlikes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return LookAlikes.all().stream().map(LeakCase::name).iterator();
        }
    }
}
