package io.streamgauge.agent.output.prometheus;

import io.netty.buffer.Unpooled;
import io.streamgauge.agent.output.prometheus.text.Page;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET and HEAD of /metrics. Pages are made on a thread of their own, one at a time; the event loop only sends. */
public final class MetricsHandler implements Handler<RoutingContext>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsHandler.class);

    private final Exposition exposition;
    private final WorkerExecutor worker;
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder failed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    public MetricsHandler(Vertx vertx, Exposition exposition) {
        this.exposition = exposition;
        worker = vertx.createSharedWorkerExecutor("streamgauge-scrape", 1);
    }

    /** Scrapes that ended with an error of ours. */
    public long failed() {
        return failed.sum();
    }

    /** Scrapes answered 503, because too many waited. */
    public long refused() {
        return refused.sum();
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        PageFormat format = PageFormat.accepted(request.getHeader(HttpHeaders.ACCEPT));
        boolean compressed = PageFormat.acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        if (waiting.incrementAndGet() > exposition.settings().queuedScrapes()) {
            waiting.decrementAndGet();
            refused.increment();
            response.setStatusCode(503).end("too many scrapes at a time\n");
            return;
        }
        worker.executeBlocking(() -> exposition.page(format, compressed)).onComplete(made -> {
            waiting.decrementAndGet();
            if (made.succeeded()) {
                send(request, made.result(), format, compressed);
            } else {
                failed.increment();
                LOG.error("A scrape failed", made.cause());
                if (!response.closed()) {
                    response.setStatusCode(500).end("the page could not be made; see the agent's log\n");
                }
            }
        });
    }

    private static void send(HttpServerRequest request, Page page, PageFormat format, boolean compressed) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            page.release();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
                .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(page.bytes()));
        if (compressed) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        int last = page.chunks() - 1;
        if (last < 0 || request.method().equals(HttpMethod.HEAD)) {
            page.release();
            response.end();
            return;
        }
        for (int i = 0; i < last; i++) {
            response.write(buffer(page, i));
        }
        // Until then the chunks are being read.
        response.end(buffer(page, last)).onComplete(sent -> page.release());
    }

    /** Vert.x offers no public way to send an array without copying it first. */
    private static BufferInternal buffer(Page page, int index) {
        return BufferInternal.buffer(Unpooled.wrappedBuffer(page.chunk(index), 0, page.length(index)));
    }

    @Override
    public void close() {
        worker.close();
    }
}
