package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.declaration.Declaration;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each cause, and what looks like it. */
class LifeJudgeTest {

    private final LifeSimulation state = new LifeSimulation(7);

    private static void assertFound(List<Finding> findings, Verdict verdict, Cause cause) {
        assertThat(findings).as(findings.toString()).anySatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(verdict);
            assertThat(finding.cause()).isEqualTo(cause);
            assertThat(finding.state()).isEqualTo("orders");
        });
    }

    private static void assertSilent(List<Finding> findings) {
        assertThat(findings)
                .as(findings.toString())
                .noneMatch(finding -> finding.verdict().compareTo(Verdict.WATCH) >= 0);
    }

    @Test
    void keysThatNeverGoAreSuspectedAfterTwoDaysAndSureAfterAWeek() {
        assertFound(state.run(2.7).judge(), Verdict.SUSPECT, Cause.NEVER_CLEARED);
        assertFound(state.run(5).judge(), Verdict.CONFIRMED, Cause.NEVER_CLEARED);
    }

    @Test
    void keysOfWhichAShareStaysArePartlyCleared() {
        state.lifetime = day -> state.chance(0.1) ? Double.POSITIVE_INFINITY : state.exponential(0.3);
        state.births = day -> 600;
        assertFound(state.warm(3).run(8).judge(), Verdict.CONFIRMED, Cause.PARTLY_CLEARED);
    }

    @Test
    void keysThatDieInTimeAreNoLeakHoweverManyComeAtOnce() {
        state.lifetime = day -> state.exponential(2);
        assertSilent(state.run(2.7).judge());
        assertSilent(state.run(6).judge());
    }

    @Test
    void keysThatLiveForLongAndAreInBalanceAreNoLeak() {
        state.lifetime = day -> state.exponential(30);
        state.births = day -> 40;
        assertSilent(state.warm(150).run(14).judge());
    }

    @Test
    void moreTrafficIsNoLeak() {
        state.births = day -> 300 * (1 + 0.1 * Math.max(0, day));
        state.input = day -> 10_000 * (1 + 0.1 * day);
        state.lifetime = day -> state.exponential(1.5);
        assertSilent(state.warm(8).run(9).judge());
    }

    @Test
    void aDomainThatFillsIsExplainedWithItsPlateau() {
        state.births = day -> 400 * Math.exp(-Math.max(0, day) / 1.5);
        List<Finding> findings = state.run(2.5).judge();
        assertSilent(findings);
        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.EXPLAINED);
            assertThat(finding.evidence().toString()).contains("bounded domain", "levels off at about");
        });
    }

    @Test
    void aDailyCycleIsNoLeak() {
        state.births = day -> 500 * (1 + 0.6 * Math.sin(2 * Math.PI * day));
        state.input = day -> 10_000 * (1 + 0.6 * Math.sin(2 * Math.PI * day));
        state.lifetime = day -> state.exponential(0.5);
        assertSilent(state.warm(4).run(9.3).judge());
    }

    @Test
    void tooLittleSaysWhenItWillBeEnough() {
        List<Finding> findings = state.run(1).judge();
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(finding.evidence().toString()).contains("earliest proof on 2026-03-03");
        });
    }

    @Test
    void referenceDataThatIsDeclaredIsLeftAlone() {
        Declarations declared = new Declarations(List.of(new Declaration("orders-uid", "orders", null, true)));
        assertSilent(state.run(9).judge(declared));
    }

    @Test
    void aDeclaredLifetimeClearsUntilItHasPassedAndThenProves() {
        Declarations declared =
                new Declarations(List.of(new Declaration("Orders", "orders", LifeSimulation.days(5), false)));
        assertSilent(state.run(6).judge(declared));
        assertFound(state.run(3).judge(declared), Verdict.CONFIRMED, Cause.NEVER_CLEARED);
    }

    @Test
    void timeToLiveThatWorksIsNoLeak() {
        state.timeToLive = TimeToLive.ON;
        state.lifetime = day -> 1.5 + state.uniform(0, 0.5);
        assertSilent(state.run(9).judge());
    }

    @Test
    void timeToLiveThatIsAlwaysRenewed() {
        state.timeToLive = TimeToLive.ON;
        state.changesPerDay = 12;
        assertFound(state.run(8).judge(), Verdict.CONFIRMED, Cause.TTL_REFRESHED);
    }

    @Test
    void expiredEntriesThatNothingRemoves() {
        state.timeToLive = TimeToLive.ON;
        state.lifetime = day -> day < 3 ? 1 : Double.POSITIVE_INFINITY;
        assertFound(state.run(10).judge(), Verdict.CONFIRMED, Cause.EXPIRED_GARBAGE);
    }

    @Test
    void aTimeToLiveThatHasNotRunOutYetIsNoSuspicion() {
        state.timeToLive = TimeToLive.ON;
        List<Finding> findings = state.run(4).judge();
        assertSilent(findings);
        assertThat(findings.toString()).contains("no checkpoint tells how long it is");
    }

    @Test
    void windowsThatEventTimeHasLeftBehind() {
        state.namespace = NamespaceKind.TIME_WINDOW;
        state.windowLength = day -> 0.1;
        state.lifetime = day -> state.chance(0.2) ? Double.POSITIVE_INFINITY : 0.15;
        assertFound(state.run(4).judge(), Verdict.CONFIRMED, Cause.OPEN_WINDOWS);
    }

    @Test
    void windowsThatEndInTimeAreNoLeak() {
        state.namespace = NamespaceKind.TIME_WINDOW;
        state.windowLength = day -> 1 - (day - Math.floor(day));
        state.lifetime = day -> 1 - (day - Math.floor(day)) + 0.01;
        assertSilent(state.run(2.6).judge());
        assertSilent(state.run(6).judge());
    }

    @Test
    void keysThatHoldEverMore() {
        state.births = day -> day < 0 ? 100 : 0;
        state.changesPerDay = 24;
        state.bytesPerDay = 40;
        assertFound(state.warm(5).run(8).judge(), Verdict.CONFIRMED, Cause.PER_KEY_GROWTH);
    }

    @Test
    void keysThatHoldMoreUpToABoundAreNoLeak() {
        state.lifetime = day -> state.exponential(1);
        state.bytesPerDay = 40;
        assertSilent(state.warm(6).run(8).judge());
    }

    @Test
    void deadStateIsProvenByItsDeclarationMissing() {
        state.births = day -> day < 0 ? 100 : 0;
        state.declared = false;
        assertFound(state.warm(5).run(3).judge(), Verdict.CONFIRMED, Cause.DEAD_STATE);
    }

    @Test
    void stateThatIsOnlyReadIsNotDead() {
        state.births = day -> day < 0 ? 100 : 0;
        state.declared = null;
        assertSilent(state.warm(5).run(9).judge());
    }

    /** Busy up to a day, and still from then on. */
    private void stillFrom(double still) {
        state.declared = null;
        state.births = day -> day < still ? 200 : 0;
        state.lifetime = day -> {
            double lived = state.exponential(0.5);
            return day + lived < still ? lived : Double.POSITIVE_INFINITY;
        };
    }

    @Test
    void stateThatLiesStillSinceADeployIsSuspectedToBeDead() {
        state.deployedOn = 4;
        stillFrom(4);
        assertSilent(state.run(4.9).judge());
        assertFound(state.run(1.6).judge(), Verdict.SUSPECT, Cause.DEAD_STATE);
    }

    @Test
    void withATimeToLiveThatNoLongerWorksThen() {
        state.timeToLive = TimeToLive.ON;
        state.deployedOn = 4;
        stillFrom(4);
        assertFound(state.run(6.5).judge(), Verdict.SUSPECT, Cause.TTL_INACTIVE);
    }

    @Test
    void stateThatLiesStillForAnotherReasonIsNotDead() {
        stillFrom(4);
        assertSilent(state.run(9).judge());

        LifeSimulation withoutInput = new LifeSimulation(9);
        withoutInput.declared = null;
        withoutInput.deployedOn = 4;
        withoutInput.births = day -> day < 4 ? 200 : 0;
        withoutInput.lifetime = day -> day < 3 ? 1.0 : Double.POSITIVE_INFINITY;
        withoutInput.input = day -> day < 4 ? 10_000 : 0;
        assertSilent(withoutInput.run(9).judge());
    }

    @Test
    void stateThatWentStillLongBeforeADeployIsNotDead() {
        state.deployedOn = 6;
        stillFrom(3);
        assertSilent(state.run(11).judge());
    }

    @Test
    void operatorStateThatGrows() {
        state.kind = StateKind.BROADCAST;
        state.namespace = NamespaceKind.NONE;
        assertFound(state.run(8).judge(), Verdict.CONFIRMED, Cause.OPERATOR_STATE);
    }

    @Test
    void sqlWithoutRetention() {
        state.serializer = "org.apache.flink.table.runtime.typeutils.RowDataSerializer";
        assertFound(state.run(8).judge(), Verdict.CONFIRMED, Cause.SQL_NO_RETENTION);
    }

    @Test
    void eventTimeThatStandsStillIsProvenWithinMinutes() {
        state.namespace = NamespaceKind.TIME_WINDOW;
        state.windowLength = day -> 0.1;
        state.watermark = day -> Math.min(day, 2);
        state.lifetime = day -> day < 1.9 ? 0.15 : Double.POSITIVE_INFINITY;
        assertFound(state.run(3.2).judge(), Verdict.CONFIRMED, Cause.STALLED_WATERMARK);
    }

    @Test
    void aLeakThatWasMendedIsCleared() {
        state.run(8);
        assertFound(state.judge(), Verdict.CONFIRMED, Cause.NEVER_CLEARED);
        LifeSimulation mended = new LifeSimulation(8);
        mended.lifetime = day -> day < 7 ? 9 - day : state.exponential(0.5);
        assertSilent(mended.run(10).judge());
    }
}
