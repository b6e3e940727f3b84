package io.streamgauge.benchmarks.exposition;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a page in the Prometheus text format on the calling thread. */
interface InProcessScrape {
    void scrape(OutputStream out) throws IOException;
}
