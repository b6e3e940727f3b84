package io.streamgauge.agent.profile.service;

import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.Profiler;
import io.streamgauge.agent.profile.Recording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Records when a test says so. */
public final class FakeProfiler implements Profiler {

    public static final ProcessRef P1 = new ProcessRef("p1", ProcessKind.TASK_MANAGER, "h1");
    public static final ProcessRef P2 = new ProcessRef("p2", ProcessKind.JOB_MANAGER, "h2");

    public final List<ProfileRequest> requests = new ArrayList<>();
    private final List<CompletableFuture<Recording>> answers = new ArrayList<>();

    @Override
    public synchronized CompletionStage<Recording> take(ProfileRequest request) {
        requests.add(request);
        answers.add(new CompletableFuture<>());
        return answers.get(answers.size() - 1);
    }

    @Override
    public List<ProcessRef> processes() {
        return List.of(P1, P2);
    }

    /** Of the last request. */
    public synchronized CompletableFuture<Recording> answer() {
        return answers.get(answers.size() - 1);
    }

    public Recording recording(byte[] jfr, Instant from) {
        return new Recording(
                P1,
                requests.get(requests.size() - 1).mode(),
                from,
                from.plusSeconds(10),
                "ctimer",
                List.of("no kernel frames"),
                false,
                jfr);
    }
}
