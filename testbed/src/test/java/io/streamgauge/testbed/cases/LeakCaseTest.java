package io.streamgauge.testbed.cases;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LeakCaseTest {

    @Test
    void namesAreUniqueAndLeaksAreNamedByTheirCause() {
        assertThat(LeakCase.all().stream().map(LeakCase::name)).doesNotHaveDuplicates();
        assertThat(Leaks.all()).allSatisfy(leak -> {
            assertThat(leak.truth().cause()).isEqualTo(leak.name());
            assertThat(leak.truth().states()).isNotEmpty();
        });
        assertThat(LookAlikes.all()).noneMatch(healthy -> healthy.truth().leaks());
    }

    @Test
    void everyLeakIsToldToTheJobInItsLastStageOnly() {
        assertThat(Leaks.all().stream().filter(LeakCase::canBeTold))
                .hasSizeGreaterThan(10)
                .allSatisfy(leak -> {
                    List<Stage> stages = leak.stages();
                    assertThat(stages.get(stages.size() - 1).options()).containsSequence("--leak", leak.name());
                    assertThat(stages.subList(0, stages.size() - 1))
                            .allSatisfy(stage -> assertThat(stage.options()).containsSequence("--leak", "none"));
                });
    }

    @Test
    void refusesStagesThatNeverOrAllEnd() {
        Stage ends = Stage.last("--leak", "none").until(Duration.ofSeconds(1));

        Stream.of(List.of(ends), List.of(Stage.last(), Stage.last()))
                .forEach(stages -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> new LeakCase("x", "", Truth.healthy(), stages, "Main")));
    }

    @Test
    void refusesALeakWithoutAState() {
        assertThatIllegalArgumentException().isThrownBy(() -> Truth.leak("dead-state"));
    }
}
