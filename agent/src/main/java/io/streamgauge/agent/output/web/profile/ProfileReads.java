package io.streamgauge.agent.output.web.profile;

import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.format.Collapsed;
import io.streamgauge.agent.profile.format.FlameHtml;
import io.streamgauge.agent.profile.format.FrameGraph;
import io.streamgauge.agent.profile.format.Pprof;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.select.Selection;
import io.streamgauge.agent.profile.service.Profiles;
import io.streamgauge.agent.profile.service.Taken;
import io.streamgauge.agent.profile.store.ProfileDescription;
import io.streamgauge.agent.profile.store.StoredProfile;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Graphs and files of what is kept. Reads files: for threads that may block. */
final class ProfileReads {

    /** Scripts of the page itself run, in an origin of their own, and reach nothing. */
    private static final String CONFINED = "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline';"
            + " style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

    private final Profiles profiles;

    ProfileReads(Profiles profiles) {
        this.profiles = profiles;
    }

    Answer graph(String id, Query query, ProfileTargets targets) throws ApiProblemException, IOException {
        StoredProfile stored = stored(id);
        Profile profile = query.selection(targets).of(stored.profile());
        boolean siblings = query.text("baselineOperator") != null || query.text("baselineSubtask") != null;
        String baselineId = query.text("baseline");
        if (baselineId == null && !siblings) {
            return graph(profile, null);
        }
        StoredProfile other = baselineId == null ? stored : stored(baselineId);
        if (other.profile().unit() != profile.unit()) {
            throw ApiProblemException.invalid("baseline: a profile in "
                    + other.profile().unit().text() + ", expected one in "
                    + profile.unit().text());
        }
        return graph(profile, query.baseline(targets).of(other.profile()));
    }

    Answer windowGraph(Query query, ProfileTargets targets) throws ApiProblemException, IOException {
        Profile profile = query.selection(targets).of(window(query, query.instant("from"), query.instant("to")));
        boolean siblings = query.text("baselineOperator") != null || query.text("baselineSubtask") != null;
        boolean before = query.text("baselineFrom") != null || query.text("baselineTo") != null;
        if (!siblings && !before) {
            return graph(profile, null);
        }
        Profile other = window(
                query, query.instant(before ? "baselineFrom" : "from"), query.instant(before ? "baselineTo" : "to"));
        return graph(profile, query.baseline(targets).of(other));
    }

    private static Answer graph(Profile profile, @Nullable Profile baseline) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (baseline == null) {
            FrameGraph.write(profile, out);
        } else {
            FrameGraph.writeDiff(profile, baseline, out);
        }
        return Answer.json(out.toByteArray());
    }

    Answer download(String id, Query query, ProfileTargets targets) throws ApiProblemException, IOException {
        StoredProfile stored = stored(id);
        ProfileDescription description = stored.description();
        if ("jfr".equals(query.required("format"))) {
            if (stored.jfr().length == 0) {
                throw ApiProblemException.notFound("of continuous profiles the stacks are kept and not the recording");
            }
            // The recording as it is: the profiler wrote it, and nothing is selected in it.
            return new Answer(200, "application/octet-stream", Buffer.buffer(stored.jfr()), id + ".jfr", null);
        }
        return file(
                query,
                query.selection(targets).of(stored.profile()),
                id,
                description.mode(),
                description.from(),
                description.to());
    }

    Answer windowDownload(Query query, ProfileTargets targets) throws ApiProblemException, IOException {
        Instant from = query.instant("from");
        Instant to = query.instant("to");
        Selection selection = query.selection(targets);
        return file(query, selection.of(window(query, from, to)), "profile", query.mode(), from, to);
    }

    private static Answer file(Query query, Profile profile, String name, ProfileMode mode, Instant from, Instant to)
            throws ApiProblemException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (query.required("format")) {
            case "collapsed" -> {
                StringBuilder text = new StringBuilder();
                Collapsed.write(profile, text);
                return new Answer(
                        200,
                        "text/plain; charset=utf-8",
                        Buffer.buffer(text.toString().getBytes(StandardCharsets.UTF_8)),
                        name + ".collapsed",
                        null);
            }
            case "pprof" -> {
                Pprof.write(profile, mode.text(), from, Duration.between(from, to), out);
                return new Answer(
                        200, "application/octet-stream", Buffer.buffer(out.toByteArray()), name + ".pb.gz", null);
            }
            case "html" -> {
                FlameHtml.write(profile, mode.text() + ", " + profile.unit().text() + ", " + from + " to " + to, out);
                return new Answer(
                        200, "text/html; charset=utf-8", Buffer.buffer(out.toByteArray()), name + ".html", CONFINED);
            }
            default -> throw ApiProblemException.invalid("format: expected one of collapsed, pprof, jfr, html");
        }
    }

    private Profile window(Query query, Instant from, Instant to) throws ApiProblemException, IOException {
        if (!from.isBefore(to)) {
            throw ApiProblemException.invalid("from and to: expected a time and a later one");
        }
        List<Profile> parts = profiles.window(query.required("process"), query.mode(), from, to);
        if (parts.isEmpty()) {
            throw ApiProblemException.notFound("nothing is kept of that process, mode and time");
        }
        return Profile.merge(parts.get(0).unit(), parts);
    }

    private StoredProfile stored(String id) throws ApiProblemException, IOException {
        Taken taken = profiles.find(id)
                .orElseThrow(() -> ApiProblemException.notFound("no such profile, or it was dropped by now"));
        if (taken.state() != Taken.State.DONE) {
            throw ApiProblemException.notFound(
                    taken.state() == Taken.State.RUNNING
                            ? "still recording, until " + taken.description().to()
                            : "there is no profile: "
                                    + (taken.failure() == null
                                            ? ""
                                            : taken.failure().getMessage()));
        }
        return profiles.read(id)
                .orElseThrow(() -> ApiProblemException.notFound("no such profile, or it was dropped by now"));
    }
}
