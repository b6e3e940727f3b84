package io.streamgauge.agent.output.web.profile;

import io.streamgauge.agent.output.web.WebServer;
import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.service.Profiles;
import io.streamgauge.agent.profile.service.Taken;
import io.streamgauge.agent.view.View;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mounts {@code /api/v1/profiles}. Files are read and graphs made on Vert.x's workers. */
public final class ProfileRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileRoutes.class);
    private static final String PATH = "/api/v1/profiles";
    private static final int MOST_BODY_BYTES = 16 << 10;

    private final Vertx vertx;
    private final Profiles profiles;
    private final Supplier<View> view;
    private final ProfileGuard guard;
    private final ProfileReads reads;

    public ProfileRoutes(Vertx vertx, Profiles profiles, Supplier<View> view) {
        this.vertx = vertx;
        this.profiles = profiles;
        this.view = view;
        this.guard = new ProfileGuard(profiles.settings().token());
        this.reads = new ProfileReads(profiles);
    }

    public void mount(Router router) {
        WebServer.read(router, PATH).handler(context -> answer(context, this::list));
        router.post(PATH).handler(this::guarded);
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
                .handler(context -> answer(context, () -> start(context)));
        WebServer.read(router, PATH + "/flamegraph")
                .handler(context -> work(context, query -> reads.windowGraph(query, targets())));
        WebServer.read(router, PATH + "/download")
                .handler(context -> work(context, query -> reads.windowDownload(query, targets())));
        WebServer.read(router, PATH + "/:id").handler(context -> answer(context, () -> one(context)));
        WebServer.read(router, PATH + "/:id/flamegraph")
                .handler(context -> work(context, query -> reads.graph(context.pathParam("id"), query, targets())));
        WebServer.read(router, PATH + "/:id/download")
                .handler(context -> work(context, query -> reads.download(context.pathParam("id"), query, targets())));
    }

    private ProfileTargets targets() {
        return new ProfileTargets(view.get());
    }

    private Answer list() {
        List<Taken> all = profiles.list();
        JsonArray taken = new JsonArray();
        all.forEach(one -> taken.add(ProfileJson.of(one)));
        JsonArray processes = new JsonArray();
        for (ProcessRef process : profiles.processes()) {
            Taken running = all.stream()
                    .filter(one -> one.state() == Taken.State.RUNNING
                            && one.description().process().id().equals(process.id()))
                    .findFirst()
                    .orElse(null);
            processes.add(ProfileJson.process(process, running));
        }
        return Answer.json(
                200,
                new JsonObject()
                        .put("enabled", profiles.settings().enabled())
                        .put("tokenRequired", guard.tokenRequired())
                        .put("profiles", taken)
                        .put("processes", processes));
    }

    private Answer one(RoutingContext context) throws ApiProblemException {
        return profiles.find(context.pathParam("id"))
                .map(taken -> Answer.json(200, ProfileJson.of(taken)))
                .orElseThrow(() -> ApiProblemException.notFound("no such profile, or it was dropped by now"));
    }

    /** Before the body is read. */
    private void guarded(RoutingContext context) {
        HttpServerRequest request = context.request();
        try {
            if (!profiles.settings().enabled()) {
                throw new ApiProblemException(403, "unauthorized", "profiles are off; see profiles.enabled");
            }
            guard.check(request);
            String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
            if (type == null || !type.startsWith("application/json")) {
                // Forms of other sites' pages cannot send it.
                throw ApiProblemException.invalid("expected a body of Content-Type: application/json");
            }
        } catch (ApiProblemException e) {
            LOG.atWarn()
                    .addKeyValue("remote", request.remoteAddress())
                    .addKeyValue("problem", e.getMessage())
                    .log("Profile refused");
            e.answer(context);
            return;
        }
        context.next();
    }

    private Answer start(RoutingContext context) throws ApiProblemException {
        ProfileOrder order = ProfileOrder.of(context.body().buffer(), profiles.settings());
        String process = order.process();
        if (process == null) {
            process = targets().process(profiles.processes(), order.job(), order.operator(), order.subtask());
        }
        ProfileRequest request = new ProfileRequest(
                process,
                order.mode(),
                order.duration(),
                order.interval(),
                String.valueOf(context.request().remoteAddress().hostAddress()));
        try {
            return Answer.json(202, ProfileJson.of(profiles.start(request)));
        } catch (ProfileRefusedException e) {
            throw ApiProblemException.of(e);
        }
    }

    private interface Handling {
        Answer answer() throws Exception;
    }

    private interface Reading {
        Answer answer(Query query) throws Exception;
    }

    private void answer(RoutingContext context, Handling handling) {
        try {
            handling.answer().send(context);
        } catch (ApiProblemException e) {
            e.answer(context);
        } catch (Exception e) {
            context.fail(e);
        }
    }

    private void work(RoutingContext context, Reading reading) {
        Query query = new Query(context);
        Callable<Answer> work = () -> reading.answer(query);
        vertx.executeBlocking(work, false).onComplete(answer -> answer.send(context), failure -> {
            if (failure instanceof ApiProblemException problem) {
                problem.answer(context);
            } else {
                context.fail(failure);
            }
        });
    }
}
