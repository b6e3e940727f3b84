package io.streamgauge.agent.output.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /api/v1/recording}: what the leak analysis saw, as docs/replay.md describes it; one file after the other, as long as each
 * was when it was asked for. A file that is dropped meanwhile is left out.
 */
public final class RecordingRoutes {

    /** The files of the recording, oldest first. */
    public interface RecordedFiles {

        List<Path> list() throws IOException;
    }

    private record Part(Path file, long bytes) {}

    private final Vertx vertx;
    private final RecordedFiles files;

    public RecordingRoutes(Vertx vertx, RecordedFiles files) {
        this.vertx = vertx;
        this.files = files;
    }

    public void mount(Router router) {
        WebServer.read(router, "/api/v1/recording").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson")
                .putHeader("Content-Disposition", "attachment; filename=\"recording.jsonl\"");
        if (HttpMethod.HEAD.equals(context.request().method())) {
            response.end();
            return;
        }
        vertx.executeBlocking(this::parts)
                .compose(parts -> {
                    response.setChunked(true);
                    Future<Void> sent = Future.succeededFuture();
                    for (Part part : parts) {
                        sent = sent.compose(before -> send(part, response));
                    }
                    return sent;
                })
                .onSuccess(sent -> response.end())
                .onFailure(failure -> {
                    if (response.headWritten()) {
                        // Cut off: the reader must not take it for the whole.
                        response.reset();
                    } else {
                        context.fail(failure);
                    }
                });
    }

    private List<Part> parts() throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Path file : files.list()) {
            // Dropped meanwhile.
            if (Files.exists(file)) {
                parts.add(new Part(file, Files.size(file)));
            }
        }
        return parts;
    }

    private Future<Void> send(Part part, HttpServerResponse response) {
        return vertx.fileSystem()
                .open(
                        part.file().toString(),
                        new OpenOptions().setRead(true).setWrite(false).setCreate(false))
                .recover(failure -> vertx.fileSystem()
                        .exists(part.file().toString())
                        .compose(exists -> exists ? Future.failedFuture(failure) : Future.succeededFuture()))
                .compose(file -> file == null ? Future.succeededFuture() : send(file, part.bytes(), response));
    }

    private static Future<Void> send(AsyncFile file, long bytes, HttpServerResponse response) {
        file.setReadLength(bytes);
        return file.pipe().endOnSuccess(false).endOnFailure(false).to(response).eventually(file::close);
    }
}
