package io.streamgauge.agent.profile.store;

import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.ProfileBuilder;
import io.streamgauge.agent.profile.model.ProfileUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProfileStoreTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path directory;

    static StoredProfile profile(String id, Instant from, int jfrBytes) {
        Profile stacks = new ProfileBuilder(ProfileUnit.NANOSECONDS)
                .add(
                        "Map ⟨1⟩ (1/2)#0",
                        List.of(new Frame("run", FrameKind.JAVA), new Frame("Get", FrameKind.ROCKSDB)),
                        7)
                .add("main", List.of(), 3)
                .build();
        byte[] jfr = new byte[jfrBytes];
        new Random(jfrBytes).nextBytes(jfr);
        return new StoredProfile(
                new ProfileDescription(
                        id,
                        new ProcessRef("p1", ProcessKind.TASK_MANAGER, "h1"),
                        ProfileMode.CPU,
                        from,
                        from.plusSeconds(60),
                        "ctimer",
                        List.of("no kernel frames"),
                        false,
                        "127.0.0.1"),
                stacks,
                jfr);
    }

    private ProfileStore open(long budget) throws IOException {
        return ProfileStore.open(directory, budget, WEEK);
    }

    @Test
    void whatIsAddedIsThereAfterARestart() throws IOException {
        StoredProfile added = profile("one", START, 100);
        open(1 << 20).add(added, START);
        StoredProfile read = open(1 << 20).read("one").orElseThrow();
        assertThat(read.description()).isEqualTo(added.description());
        assertThat(read.profile()).isEqualTo(added.profile());
        assertThat(read.jfr()).isEqualTo(added.jfr());
    }

    @Test
    void theNewestComesFirst() throws IOException {
        ProfileStore store = open(1 << 20);
        store.add(profile("b", START.plusSeconds(5), 1), START);
        store.add(profile("c", START.plusSeconds(9), 1), START);
        store.add(profile("a", START, 1), START);
        assertThat(store.list()).extracting(ProfileDescription::id).containsExactly("c", "b", "a");
    }

    @Test
    void aWeekOfChunksPlayedInStaysWithinItsBudgetAndTime() throws IOException {
        long budget = 40_000;
        ProfileStore store = open(budget);
        int minutes = 2_000;
        for (int i = 0; i < minutes; i++) {
            Instant from = START.plusSeconds(300L * i);
            store.add(profile("p" + i, from, 100), from);
            assertThat(store.bytes()).isLessThanOrEqualTo(budget);
        }
        assertThat(store.list().get(0).id()).as("the newest is kept").isEqualTo("p" + (minutes - 1));
        assertThat(onDisk()).isEqualTo(store.bytes());
        assertThat(store.bytes()).as("and no more is dropped than must be").isGreaterThan(budget - 1_000);
        store.trim(START.plusSeconds(300L * minutes).plus(WEEK).plusSeconds(100));
        assertThat(store.list()).isEmpty();
        assertThat(onDisk()).isZero();
    }

    private long onDisk() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    @Test
    void whatIsOlderThanTheRetentionGoes() throws IOException {
        ProfileStore store = open(1 << 20);
        store.add(profile("old", START, 1), START);
        store.add(profile("new", START.plus(WEEK), 1), START.plus(WEEK).plusSeconds(61));
        assertThat(store.list()).extracting(ProfileDescription::id).containsExactly("new");
    }

    @Test
    void whatDoesNotFitAtAllIsRefusedAndDropsNothing() throws IOException {
        ProfileStore store = open(5_000);
        store.add(profile("small", START, 10), START);
        assertThatThrownBy(() -> store.add(profile("large", START, 6_000), START))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("profiles.disk-budget");
        assertThat(store.list()).extracting(ProfileDescription::id).containsExactly("small");
        assertThat(onDisk()).isEqualTo(store.bytes());
    }

    @Test
    void whatIsDamagedOrUnfinishedIsRemovedAtTheStart() throws IOException {
        open(1 << 20).add(profile("good", START, 1), START);
        Files.writeString(directory.resolve("bad.profile"), "nonsense");
        Files.writeString(directory.resolve("half.tmp"), "nonsense");
        ProfileStore store = open(1 << 20);
        assertThat(store.list()).extracting(ProfileDescription::id).containsExactly("good");
        assertThat(onDisk()).isEqualTo(store.bytes());
    }

    @Test
    void damageOfAFileIsAnErrorAndNothingElse() throws IOException {
        ProfileStore store = open(1 << 20);
        store.add(profile("one", START, 50), START);
        Path file = directory.resolve("one.profile");
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(3);
        int failed = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] damaged = i < whole.length ? Arrays.copyOf(whole, i) : whole.clone();
            if (i >= whole.length) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            try {
                store.read("one");
            } catch (IOException e) {
                failed++;
            }
        }
        assertThat(failed).isGreaterThan(whole.length - 10);
    }

    @Test
    void onlyKnownIdsBecomePaths() throws IOException {
        Files.writeString(directory.resolveSibling("secret.profile"), "x");
        assertThat(open(1 << 20).read("../secret")).isEmpty();
        assertThatThrownBy(() -> profile("../secret", START, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
