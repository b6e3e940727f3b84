package io.streamgauge.agent.profile.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProfileTest {

    private static final Frame RUN = new Frame("Task.run", FrameKind.JAVA);
    private static final Frame MAP = new Frame("User.map", FrameKind.JAVA);
    private static final Frame GET = new Frame("rocksdb::DBImpl::Get", FrameKind.ROCKSDB);

    @Test
    void addsValuesOfOneStackAndKeepsOthersApart() {
        Profile profile = new ProfileBuilder(ProfileUnit.NANOSECONDS)
                .add("a", List.of(RUN, MAP), 3)
                .add("a", List.of(RUN, MAP, GET), 5)
                .add("a", List.of(RUN, MAP), 4)
                .add("b", List.of(RUN, MAP), 1)
                .build();
        assertThat(profile.total()).isEqualTo(13);
        assertThat(profile.values().values()).containsExactly(7L, 5L, 1L);
        assertThat(profile.frames()).containsExactly(RUN, MAP, GET);
        assertThat(profile.ofThreads("b"::equals))
                .isEqualTo(new ProfileBuilder(ProfileUnit.NANOSECONDS)
                        .add("b", List.of(RUN, MAP), 1)
                        .build());
    }

    @Test
    void oneNameOfTwoKindsIsTwoFrames() {
        Frame javaGet = new Frame(GET.name(), FrameKind.JAVA);
        Profile profile = new ProfileBuilder(ProfileUnit.SAMPLES)
                .add("a", List.of(GET), 1)
                .add("a", List.of(javaGet), 1)
                .build();
        assertThat(profile.values()).hasSize(2);
    }

    @Test
    void refusesWhatCannotBeAdded() {
        ProfileBuilder builder = new ProfileBuilder(ProfileUnit.BYTES);
        assertThatThrownBy(() -> builder.add("a", List.of(), 0)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> builder.addAll(Profile.empty(ProfileUnit.SAMPLES)))
                .hasMessageContaining("found samples, expected bytes");
        builder.add("a", List.of(), Long.MAX_VALUE);
        assertThatThrownBy(() -> builder.add("a", List.of(), 1)).isInstanceOf(ArithmeticException.class);
    }

    @Property(tries = 200)
    void mergingIsTheSameInAnyOrderAndGrouping(@ForAll("profiles") List<Profile> parts, @ForAll long seed) {
        Profile whole = Profile.merge(ProfileUnit.SAMPLES, parts);
        List<Profile> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, new Random(seed));
        int middle = shuffled.size() / 2;
        Profile grouped = Profile.merge(
                ProfileUnit.SAMPLES,
                List.of(
                        Profile.merge(ProfileUnit.SAMPLES, shuffled.subList(middle, shuffled.size())),
                        Profile.merge(ProfileUnit.SAMPLES, shuffled.subList(0, middle))));
        assertThat(grouped).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(whole.total())
                .isEqualTo(parts.stream().mapToLong(Profile::total).sum());
    }

    @Provide
    Arbitrary<List<Profile>> profiles() {
        Arbitrary<Frame> frame = Combinators.combine(Arbitraries.of("f", "g", "h"), Arbitraries.of(FrameKind.class))
                .as(Frame::new);
        record Added(String thread, List<Frame> stack, int value) {}
        return Combinators.combine(
                        Arbitraries.of("s", "t"),
                        frame.list().ofMaxSize(3),
                        Arbitraries.integers().between(1, 9))
                .as(Added::new)
                .list()
                .ofMaxSize(6)
                .map(samples -> {
                    ProfileBuilder builder = new ProfileBuilder(ProfileUnit.SAMPLES);
                    samples.forEach(one -> builder.add(one.thread(), one.stack(), one.value()));
                    return builder.build();
                })
                .list()
                .ofMaxSize(5);
    }
}
