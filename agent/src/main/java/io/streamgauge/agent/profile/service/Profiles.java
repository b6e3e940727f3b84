package io.streamgauge.agent.profile.service;

import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.ProfileRefusedException.Reason;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.Profiler;
import io.streamgauge.agent.profile.Recording;
import io.streamgauge.agent.profile.jfr.JfrFormatException;
import io.streamgauge.agent.profile.jfr.RecordingReader;
import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.store.ProfileDescription;
import io.streamgauge.agent.profile.store.ProfileStore;
import io.streamgauge.agent.profile.store.StoredProfile;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All profiles: has them taken, reads and keeps what comes, remembers what failed. Thread-safe. */
public final class Profiles {

    private static final Logger LOG = LoggerFactory.getLogger(Profiles.class);
    private static final int REMEMBERED_FAILURES = 50;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Profiler profiler;
    private final ProfileStore store;
    private final ProfileSettings settings;
    private final Executor worker;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final HourlyLimit hourly;
    /** Running and failed ones by id, in the order in which they were asked for. */
    private final Map<String, Taken> unstored = new LinkedHashMap<>();

    /** @param worker reads recordings and writes files, one at a time is enough */
    public Profiles(
            Profiler profiler, ProfileStore store, ProfileSettings settings, Executor worker, InstantSource clock) {
        this.profiler = profiler;
        this.store = store;
        this.settings = settings;
        this.worker = worker;
        this.clock = clock;
        this.hourly = new HourlyLimit(settings.perHour());
    }

    public ProfileSettings settings() {
        return settings;
    }

    public List<ProcessRef> processes() {
        return profiler.processes();
    }

    /**
     * Begins to record. What becomes of it is told by {@link #find}.
     *
     * @throws ProfileRefusedException when it cannot even begin
     */
    public Taken start(ProfileRequest request) throws ProfileRefusedException {
        ProcessRef process = profiler.processes().stream()
                .filter(connected -> connected.id().equals(request.processId()))
                .findFirst()
                .orElseThrow(() ->
                        new ProfileRefusedException(Reason.NOT_CONNECTED, "no reporter of that process is connected"));
        Taken running;
        synchronized (this) {
            Instant now = clock.instant();
            refuseBusy(process);
            Instant next = hourly.take(now);
            if (next != null) {
                throw new ProfileRefusedException(
                        Reason.LIMIT,
                        settings.perHour() + " profiles were taken within an hour; see profiles.per-hour",
                        null,
                        next);
            }
            ProfileDescription expected = new ProfileDescription(
                    newId(now),
                    process,
                    request.mode(),
                    now,
                    now.plus(request.duration()),
                    "",
                    List.of(),
                    false,
                    request.askedBy());
            running = new Taken(expected, Taken.State.RUNNING, null);
            unstored.put(expected.id(), running);
        }
        LOG.atInfo()
                .addKeyValue("profile", running.description().id())
                .addKeyValue("process", process.id())
                .addKeyValue("mode", request.mode().text())
                .addKeyValue("seconds", request.duration().toSeconds())
                .addKeyValue("askedBy", request.askedBy())
                .log("Profile asked for");
        profiler.take(request).whenCompleteAsync((recording, failure) -> ended(running, recording, failure), worker);
        return running;
    }

    private void refuseBusy(ProcessRef process) throws ProfileRefusedException {
        for (Taken taken : unstored.values()) {
            ProfileDescription other = taken.description();
            if (taken.state() == Taken.State.RUNNING && other.process().id().equals(process.id())) {
                throw new ProfileRefusedException(
                        Reason.BUSY, "this process is being profiled", other.askedBy(), other.to());
            }
        }
    }

    private void ended(Taken running, @Nullable Recording recording, @Nullable Throwable failure) {
        ProfileDescription expected = running.description();
        ProfileRefusedException refused = null;
        try {
            if (recording == null) {
                refused = refusal(failure);
            } else {
                keep(expected.id(), expected.askedBy(), recording, recording.jfr());
            }
        } catch (JfrFormatException e) {
            refused = new ProfileRefusedException(Reason.FAILED, "the recording cannot be read: " + e.getMessage());
        } catch (IOException e) {
            refused = new ProfileRefusedException(Reason.LIMIT, "the profile cannot be kept: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("profile", expected.id()).log("Reading a profile failed");
            refused = new ProfileRefusedException(Reason.FAILED, "the recording cannot be read; see the agent's log");
        }
        synchronized (this) {
            unstored.remove(expected.id());
            if (refused != null) {
                unstored.put(expected.id(), new Taken(expected, Taken.State.FAILED, refused));
                forgetOldFailures();
            }
        }
        LOG.atInfo()
                .addKeyValue("profile", expected.id())
                .addKeyValue("askedBy", expected.askedBy())
                .addKeyValue("problem", refused == null ? "none" : refused.getMessage())
                .log(refused == null ? "Profile taken" : "Profile failed");
    }

    private static ProfileRefusedException refusal(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ProfileRefusedException refused
                ? refused
                : new ProfileRefusedException(Reason.FAILED, "the profiler failed: " + cause);
    }

    private void forgetOldFailures() {
        List<String> failed = new ArrayList<>();
        unstored.forEach((id, taken) -> {
            if (taken.state() == Taken.State.FAILED) {
                failed.add(id);
            }
        });
        for (int i = 0; i < failed.size() - REMEMBERED_FAILURES; i++) {
            unstored.remove(failed.get(i));
        }
    }

    /** Keeps a part of continuous profiling, without its recording. May be called from any thread; works on its own. */
    public void chunk(Recording recording) {
        worker.execute(() -> {
            try {
                keep(newId(clock.instant()), "", recording, new byte[0]);
            } catch (JfrFormatException | IOException | RuntimeException e) {
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("process", recording.process().id())
                        .log("A part of continuous profiling is lost");
            }
        });
    }

    private void keep(String id, String askedBy, Recording recording, byte[] jfr)
            throws JfrFormatException, IOException {
        Profile profile = RecordingReader.read(recording.jfr(), recording.mode());
        ProfileDescription description = new ProfileDescription(
                id,
                recording.process(),
                recording.mode(),
                recording.from(),
                recording.to(),
                recording.engine(),
                notSeen(recording, profile),
                recording.continuous(),
                askedBy);
        store.add(new StoredProfile(description, profile, jfr), clock.instant());
    }

    /** Of a library whose path has a colon async-profiler 4.6 reads no names; then it tells the library's alone. */
    private static List<String> notSeen(Recording recording, Profile profile) {
        List<Frame> rocksDb = profile.frames().stream()
                .filter(frame -> frame.kind() == FrameKind.ROCKSDB)
                .toList();
        List<String> notSeen = new ArrayList<>(recording.notSeen());
        if (!rocksDb.isEmpty()
                && rocksDb.stream().noneMatch(frame -> frame.name().contains("::"))) {
            notSeen.add(
                    "names of RocksDB's own functions: the profiler reads none from a library whose path has a colon,"
                            + " as it has below Flink's working directory unless taskmanager.resource-id is set");
        }
        return notSeen;
    }

    private String newId(Instant now) {
        return TIME.format(now) + "-" + String.format(Locale.ROOT, "%08x", random.nextInt());
    }

    /** Newest first. */
    public List<Taken> list() {
        List<Taken> all = new ArrayList<>();
        synchronized (this) {
            unstored.values().forEach(taken -> all.add(0, taken));
        }
        store.list().forEach(description -> all.add(new Taken(description, Taken.State.DONE, null)));
        all.sort((a, b) -> b.description().from().compareTo(a.description().from()));
        return all;
    }

    public Optional<Taken> find(String id) {
        synchronized (this) {
            Taken taken = unstored.get(id);
            if (taken != null) {
                return Optional.of(taken);
            }
        }
        return store.find(id).map(description -> new Taken(description, Taken.State.DONE, null));
    }

    /** Reads a file. Empty when there is none that is done. */
    public Optional<StoredProfile> read(String id) throws IOException {
        return store.read(id);
    }

    /**
     * The sum of what is kept of a process and mode that lies within a window, by its middle. Reads files.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public List<Profile> window(String processId, ProfileMode mode, Instant from, Instant to) throws IOException {
        List<Profile> parts = new ArrayList<>();
        for (ProfileDescription description : store.list()) {
            Instant middle = description
                    .from()
                    .plus(Duration.between(description.from(), description.to()).dividedBy(2));
            if (description.mode() == mode
                    && description.process().id().equals(processId)
                    && !middle.isBefore(from)
                    && middle.isBefore(to)) {
                store.read(description.id()).ifPresent(stored -> parts.add(stored.profile()));
            }
        }
        return parts;
    }
}
