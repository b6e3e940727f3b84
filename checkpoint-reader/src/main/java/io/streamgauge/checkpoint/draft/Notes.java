package io.streamgauge.checkpoint.draft;

import io.streamgauge.checkpoint.report.NotRead;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was not read, said once, and not more than a person reads. */
public final class Notes {
    private static final int MOST = 20;

    private final Set<NotRead> notes = new LinkedHashSet<>();
    private int more;

    public void add(String what, String why) {
        NotRead note = new NotRead(what, why);
        if (notes.size() < MOST) {
            notes.add(note);
        } else if (!notes.contains(note)) {
            more++;
        }
    }

    public List<NotRead> list() {
        List<NotRead> list = new ArrayList<>(notes);
        if (more > 0) {
            list.add(new NotRead("more of the same", more + " notes are left out"));
        }
        return list;
    }
}
