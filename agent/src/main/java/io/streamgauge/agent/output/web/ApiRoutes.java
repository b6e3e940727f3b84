package io.streamgauge.agent.output.web;

import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.view.View;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1}: read-only JSON of the newest view. Every answer carries the time it is of ({@code at}), so that a
 * reader sees a stuck agent. {@code ?job=} keeps one job, by id or name. Described by {@code openapi.json}; a test holds
 * the answers to it.
 */
final class ApiRoutes {

    private final Supplier<View> view;
    private final Buffer openApi;

    ApiRoutes(Supplier<View> view, Buffer openApi) {
        this.view = view;
        this.openApi = openApi;
    }

    void mount(Router router) {
        list(router, "jobs", ApiRoutes::jobs);
        list(router, "states", ApiRoutes::states);
        list(router, "checkpoints", ApiRoutes::checkpoints);
        list(router, "findings", ApiRoutes::findings);
        list(router, "processes", (now, wanted) -> array(now.facts().processes(), ProcessJson::of));
        list(router, "sources", (now, wanted) -> array(now.facts().sources(), ProcessJson::source));
        WebServer.read(router, "/api/v1/openapi.json").handler(context -> context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(openApi));
        WebServer.read(router, "/api/*")
                .handler(context -> new ApiError(404, "no such resource; see /api/v1/openapi.json").answer(context));
    }

    private interface Resource {
        JsonArray items(View view, Predicate<JobRef> wanted);
    }

    private void list(Router router, String name, Resource resource) {
        WebServer.read(router, "/api/v1/" + name).handler(context -> {
            View now = view.get();
            JsonObject body = new JsonObject()
                    .put("at", now.at().toString())
                    .put(name, resource.items(now, wanted(job(context))))
                    .put("notAssessed", new JsonArray(now.notAssessed()));
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(body.toBuffer());
        });
    }

    /** Refuses with 400 what cannot be decoded. */
    private static @Nullable String job(RoutingContext context) {
        try {
            return context.request().getParam("job");
        } catch (IllegalArgumentException e) {
            throw new HttpException(400, e);
        }
    }

    private static Predicate<JobRef> wanted(@Nullable String job) {
        return job == null
                ? ref -> true
                : ref -> ref.id().equals(job) || ref.name().equals(job);
    }

    private static JsonArray jobs(View view, Predicate<JobRef> wanted) {
        return array(jobsOf(view, wanted), JobJson::of);
    }

    private static JsonArray states(View view, Predicate<JobRef> wanted) {
        JsonArray all = new JsonArray();
        jobsOf(view, wanted).forEach(job -> all.addAll(StateJson.ofJob(job, view)));
        return all;
    }

    private static JsonArray checkpoints(View view, Predicate<JobRef> wanted) {
        JsonArray all = new JsonArray();
        for (JobFacts job : jobsOf(view, wanted)) {
            for (CheckpointRecord checkpoint :
                    view.recentCheckpoints().getOrDefault(job.job().id(), List.of())) {
                all.add(JobJson.checkpoint(checkpoint).put("job", FindingJson.job(job.job())));
            }
        }
        return all;
    }

    private static JsonArray findings(View view, Predicate<JobRef> wanted) {
        return array(
                view.findings().stream()
                        .filter(finding -> wanted.test(finding.job()))
                        .toList(),
                FindingJson::of);
    }

    private static List<JobFacts> jobsOf(View view, Predicate<JobRef> wanted) {
        return view.facts().jobs().stream()
                .filter(job -> wanted.test(job.job()))
                .toList();
    }

    private static <T> JsonArray array(List<T> items, Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(json.apply(item)));
        return array;
    }
}
