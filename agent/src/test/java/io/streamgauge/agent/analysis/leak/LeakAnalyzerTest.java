package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.Recording.Judged;
import io.streamgauge.agent.analysis.leak.SimulatedState.Spec;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What leaks is found, named and explained, and nothing else is. */
class LeakAnalyzerTest {

    private static final LeakSettings SETTINGS = LeakSettings.compressed();
    private static final int LEAK_FROM = 40;
    private static final int FOR_EVER = Integer.MAX_VALUE;
    private static final double FIVE_MINUTES = 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void namesTheStateThatIsNeverClearedAndNoOther(long seed) {
        List<Judged> ticks = job(leaking(1)).run(1800, seed).judge(SETTINGS);

        assertThat(Ticks.accused(ticks)).containsExactly("conversations/leaky");
        assertThat(Ticks.suspectedAt(ticks, "leaky")).isLessThan(FIVE_MINUTES);
        Finding finding = Ticks.last(ticks).accusations().get(0);
        assertThat(finding.verdict()).isEqualTo(Verdict.SUSPECT);
        assertThat(finding.cause()).isEqualTo(Cause.NEVER_CLEARED);
        assertThat(finding.operator()).isEqualTo(new OperatorRef("id-of-conversations", null, Recording.OPERATOR));
        assertThat(finding.since()).isBetween(SimulatedJob.at(0), SimulatedJob.at(110));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void namesTheStateThatIsPartlyCleared(long seed) {
        List<Judged> ticks = job(leaking(0.3)).run(1200, seed).judge(SETTINGS);

        assertThat(Ticks.accused(ticks)).containsExactly("conversations/leaky");
        assertThat(Ticks.suspectedAt(ticks, "leaky")).isLessThan(FIVE_MINUTES);
        assertThat(Ticks.last(ticks).accusations().get(0).cause()).isEqualTo(Cause.PARTLY_CLEARED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsALeakUnderASawToothOfOverwrites(long seed) {
        List<Judged> ticks = job(States.leaking("leaky", 0.3, 0.8, LEAK_FROM, FOR_EVER))
                .run(1800, seed)
                .judge(SETTINGS);

        assertThat(Ticks.accused(ticks)).containsExactly("conversations/leaky");
        assertThat(Ticks.suspectedAt(ticks, "leaky")).isLessThan(600);
        assertThat(Ticks.last(ticks).accusations()).hasSize(1);
    }

    @Test
    void findsTwoLeaksSeparately() {
        List<Judged> ticks = job(leaking(1), States.leaking("other", 0.5, 0, 100, FOR_EVER))
                .run(900, 3)
                .judge(SETTINGS);

        assertThat(Ticks.accused(ticks)).containsExactly("conversations/leaky", "conversations/other");
        assertThat(Ticks.last(ticks).accusations()).extracting(Finding::verdict).containsOnly(Verdict.SUSPECT);
    }

    @Test
    void findsALeakUnderTrafficThatSwings() {
        List<Judged> ticks = job(leaking(1))
                .traffic(second -> 400 * (1 + 0.4 * Math.sin(second * 2 * Math.PI / 300)))
                .run(1800, 4)
                .judge(SETTINGS);

        assertThat(Ticks.accused(ticks)).containsExactly("conversations/leaky");
        assertThat(Ticks.suspectedAt(ticks, "leaky")).isNotNaN();
    }

    @Test
    void findsASlowLeakOverALongerWindow() {
        LeakSettings settings = LeakSettings.compressed();
        List<Judged> ticks = job(States.leaking("leaky", 0.012, 0, LEAK_FROM, FOR_EVER))
                .run(3600, 5)
                .judge(settings);

        assertThat(Ticks.accused(ticks)).containsExactly("conversations/leaky");
        assertThat(Ticks.suspectedAt(ticks, "leaky")).isGreaterThan(FIVE_MINUTES);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void clearsWithinTwoMinutesOfTheFix(long seed) {
        int fixed = 600;
        List<Judged> ticks = job(States.leaking("leaky", 1, 0, LEAK_FROM, fixed))
                .run(900, seed)
                .judge(SETTINGS);

        assertThat(Ticks.suspectedAt(ticks, "leaky")).isLessThan(FIVE_MINUTES);
        assertThat(Ticks.lastAccusedAt(ticks)).isBetween(fixed - 30.0, fixed + 120.0);
    }

    @Test
    void watchesOneTickBeforeItSuspects() {
        List<Judged> ticks = job(leaking(1)).run(400, 1).judge(SETTINGS);
        List<Verdict> verdicts = ticks.stream()
                .flatMap(tick -> tick.accusations().stream())
                .map(Finding::verdict)
                .toList();
        assertThat(verdicts.get(0)).isEqualTo(Verdict.WATCH);
        assertThat(verdicts.subList(1, verdicts.size())).isNotEmpty().containsOnly(Verdict.SUSPECT);
    }

    @Test
    void keepsTheIdAndTheStartOfWhatItFound() {
        List<Judged> ticks = job(leaking(1)).run(3600, 1).judge(SETTINGS);
        List<Finding> found =
                ticks.stream().flatMap(tick -> tick.accusations().stream()).toList();
        assertThat(found).extracting(Finding::id).containsOnly("state-leak/job-1/id-of-conversations/leaky");
        assertThat(found).extracting(Finding::since).containsOnly(found.get(0).since());
    }

    @Test
    void showsNumbersAndAFixAndWhatWasNotAssessed() {
        Finding finding = Ticks.last(job(leaking(1)).run(400, 1).judge(SETTINGS))
                .accusations()
                .get(0);

        double perRecord = evidence(finding, "keys/record");
        assertThat(perRecord).isBetween(0.8 * States.OPENS, 1.2 * States.OPENS);
        assertThat(evidence(finding, "keys/hour")).isBetween(60_000.0, 84_000.0);
        assertThat(evidence(finding, "records/second")).isBetween(390.0, 410.0);
        assertThat(finding.evidence())
                .allSatisfy(each -> assertThat(each.text()).isNotBlank());
        assertThat(finding.fix()).contains("leaky", "Flink 2.0", "clear()");
        assertThat(finding.notAssessed()).anyMatch(text -> text.contains("checkpoints were not read"));
        assertThat(finding.forecast()).isNull();
        assertThat(finding.causes().stream()
                        .mapToDouble(CauseShare::probability)
                        .sum())
                .isBetween(0.5, 1.0);
    }

    @Test
    void staysAccusedWhileTheInputIsAwayOrTheJobRestarts() {
        List<Judged> ticks = job(leaking(1))
                .traffic(second -> second >= 500 && second < 600 ? 0 : 400)
                .restartedAt(List.of(900))
                .run(1300, 2)
                .judge(SETTINGS);

        assertThat(Ticks.suspectedAt(ticks, "leaky")).isLessThan(FIVE_MINUTES);
        assertHeld(ticks, 540, 655, "input");
        assertHeld(ticks, 900, 1100, "restart");
    }

    private static void assertHeld(List<Judged> ticks, double from, double to, String why) {
        for (Judged tick : ticks) {
            if (tick.second() >= from && tick.second() < to) {
                assertThat(tick.accusations()).as("at " + tick.second()).hasSize(1);
                assertThat(tick.accusations().get(0).notAssessed()).anyMatch(text -> text.contains(why));
            }
        }
    }

    private static Spec leaking(double share) {
        return States.leaking("leaky", share, 0, LEAK_FROM, FOR_EVER);
    }

    private static SimulatedJob job(Spec... more) {
        List<Spec> specs = new ArrayList<>(States.healthy());
        specs.addAll(List.of(more));
        return new SimulatedJob(specs);
    }

    private static double evidence(Finding finding, String unit) {
        return finding.evidence().stream()
                .filter(each -> each.unit().equals(unit))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
