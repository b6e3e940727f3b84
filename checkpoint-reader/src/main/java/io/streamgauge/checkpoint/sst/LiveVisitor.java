package io.streamgauge.checkpoint.sst;

/** Is shown each live key once, in the order of keys, on the thread that scans. */
@FunctionalInterface
public interface LiveVisitor {

    /** Sees one key with its value; the next one overwrites the entry. */
    void visit(LiveEntry entry);
}
