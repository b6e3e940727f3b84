package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.AlertSettings;
import io.streamgauge.agent.output.alertmanager.episode.Alert;
import io.streamgauge.agent.output.alertmanager.episode.EpisodeCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AlertEpisodesTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final List<Finding> SUSPECT = List.of(Findings.leak("open", Verdict.SUSPECT));
    private static final List<Finding> NOTHING = List.of();

    private final AlertEpisodes episodes = episodes();

    private static AlertEpisodes episodes() {
        AlertmanagerSettings settings = AlertmanagerSettings.to(List.of());
        return new AlertEpisodes(new AlertWording(settings), settings.verdicts(), settings.timing());
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    @Test
    void sendsANewAlertAtOnceToLastFourResends() {
        assertThat(episodes.tick(SUSPECT, at(0))).singleElement().satisfies(alert -> {
            assertThat(alert.firing()).isTrue();
            assertThat(alert.startsAt()).isEqualTo(at(0));
            assertThat(alert.endsAt()).isEqualTo(at(240));
        });
    }

    @Test
    void resendsOnlyWhenDueAndKeepsTheStart() {
        episodes.tick(SUSPECT, at(0));

        assertThat(episodes.tick(SUSPECT, at(59))).isEmpty();
        assertThat(episodes.tick(SUSPECT, at(60))).singleElement().satisfies(alert -> {
            assertThat(alert.startsAt()).isEqualTo(at(0));
            assertThat(alert.endsAt()).isEqualTo(at(300));
        });
        assertThat(episodes.tick(SUSPECT, at(61))).isEmpty();
    }

    @Test
    void resolvesAtOnceAndRepeatsItForFifteenMinutes() {
        episodes.tick(SUSPECT, at(0));

        assertThat(episodes.tick(NOTHING, at(10))).singleElement().satisfies(alert -> {
            assertThat(alert.firing()).isFalse();
            assertThat(alert.endsAt()).isEqualTo(at(10));
        });
        assertThat(episodes.tick(NOTHING, at(20))).isEmpty();
        assertThat(episodes.tick(NOTHING, at(70))).singleElement().satisfies(alert -> {
            assertThat(alert.firing()).isFalse();
            assertThat(alert.endsAt()).isEqualTo(at(10));
        });
        assertThat(episodes.tick(NOTHING, at(10 + 899))).hasSize(1);
        assertThat(episodes.tick(NOTHING, at(10 + 900))).isEmpty();
        assertThat(episodes.states()).isEmpty();
    }

    @Test
    void aVerdictThatDoesNotPageResolves() {
        episodes.tick(SUSPECT, at(0));

        assertThat(episodes.tick(List.of(Findings.leak("open", Verdict.EXPLAINED)), at(10)))
                .singleElement()
                .matches(alert -> !alert.firing());
    }

    @Test
    void tooLittleSeenNeitherFiresNorResolves() {
        List<Finding> incomplete = List.of(Findings.leak("open", Verdict.INCOMPLETE));

        assertThat(episodes.tick(incomplete, at(0))).isEmpty();
        episodes.tick(SUSPECT, at(10));
        assertThat(episodes.tick(incomplete, at(20))).isEmpty();
        assertThat(episodes.tick(incomplete, at(70))).singleElement().matches(Alert::firing);
    }

    @Test
    void watchDoesNotPageUnlessAsked() {
        assertThat(episodes.tick(List.of(Findings.leak("open", Verdict.WATCH)), at(0)))
                .isEmpty();
    }

    @Test
    void aRisingVerdictIsTheSameAlertWithNewWords() {
        episodes.tick(SUSPECT, at(0));

        assertThat(episodes.tick(List.of(Findings.leak("open", Verdict.CONFIRMED)), at(60)))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.startsAt()).isEqualTo(at(0));
                    assertThat(alert.content().annotations()).containsEntry("verdict", "confirmed");
                });
        assertThat(episodes.states()).hasSize(1);
    }

    @Test
    void aSecondEpisodeBeginsAfterTheFirst() {
        episodes.tick(SUSPECT, at(0));
        episodes.tick(NOTHING, at(10));

        assertThat(episodes.tick(SUSPECT, at(20))).singleElement().satisfies(alert -> {
            assertThat(alert.firing()).isTrue();
            assertThat(alert.startsAt()).isEqualTo(at(20));
        });
    }

    @Test
    void theSameJobSubmittedAgainKeepsItsAlert() {
        episodes.tick(List.of(Findings.leak("a".repeat(32), "open", Verdict.SUSPECT)), at(0));

        assertThat(episodes.tick(List.of(Findings.leak("b".repeat(32), "open", Verdict.SUSPECT)), at(60)))
                .singleElement()
                .matches(alert -> alert.startsAt().equals(at(0)));
    }

    @Test
    void ofTwoJobsWithOneNameTheWorseSpeaks() {
        List<Finding> both = List.of(
                Findings.leak("a".repeat(32), "open", Verdict.SUSPECT),
                Findings.leak("b".repeat(32), "open", Verdict.EXPLAINED));

        assertThat(episodes.tick(both, at(0))).singleElement().matches(Alert::firing);
    }

    @Test
    void aKindThatIsSwitchedOffIsNotPushed() {
        AlertmanagerSettings base = AlertmanagerSettings.to(List.of());
        AlertmanagerSettings off = new AlertmanagerSettings(
                base.peers(),
                base.timing(),
                base.verdicts(),
                Map.of(Finding.STATE_LEAK, new AlertSettings(false, "warning")),
                base.externalLabels(),
                base.links(),
                base.http());
        AlertEpisodes quiet = new AlertEpisodes(new AlertWording(off), off.verdicts(), off.timing());

        List<Finding> findings = List.of(
                Findings.leak("open", Verdict.CONFIRMED), Findings.ofJob("checkpoint-stalled", Verdict.SUSPECT));
        assertThat(quiet.tick(findings, at(0)))
                .extracting(alert -> alert.content().labels().get("alertname"))
                .containsExactly("StreamgaugeCheckpointStalled");
    }

    @Test
    void aClockSetBackNeitherSilencesNorEndsBeforeTheStart() {
        episodes.tick(SUSPECT, at(0));

        assertThat(episodes.tick(SUSPECT, at(-600))).hasSize(1);
        assertThat(episodes.tick(NOTHING, at(-590))).singleElement().satisfies(alert -> assertThat(alert.endsAt())
                .isEqualTo(at(0)));
    }

    @Test
    void aRestartKeepsStartAndEndOfAnEpisode() {
        episodes.tick(SUSPECT, at(0));
        AlertEpisodes restarted = restart(episodes, at(30));

        assertThat(restarted.tick(SUSPECT, at(40))).singleElement().satisfies(alert -> {
            assertThat(alert.firing()).isTrue();
            assertThat(alert.startsAt()).isEqualTo(at(0));
        });

        restarted.tick(NOTHING, at(50));
        assertThat(restart(restarted, at(60)).tick(NOTHING, at(110)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.endsAt()).isEqualTo(at(50)));
    }

    @Test
    void aRestartedAgentWaitsForItsFindingBeforeItResolves() {
        episodes.tick(SUSPECT, at(0));
        AlertEpisodes restarted = restart(episodes, at(30));

        assertThat(restarted.tick(NOTHING, at(40))).isEmpty();
        assertThat(restarted.tick(NOTHING, at(60))).singleElement().matches(Alert::firing);
        assertThat(restarted.tick(NOTHING, at(290))).singleElement().matches(Alert::firing);
        assertThat(restarted.tick(NOTHING, at(30 + 299))).isEmpty();
        assertThat(restarted.tick(NOTHING, at(30 + 300))).singleElement().matches(alert -> !alert.firing());
    }

    @Test
    void whatEndedAtAlertmanagerWhileTheAgentWasDownIsNotFiredFromMemory() {
        episodes.tick(SUSPECT, at(0));
        AlertEpisodes restarted = restart(episodes, at(240));

        assertThat(restarted.tick(NOTHING, at(241))).isEmpty();
        assertThat(restarted.tick(List.of(Findings.leak("open", Verdict.INCOMPLETE)), at(250)))
                .isEmpty();
        assertThat(restarted.tick(SUSPECT, at(260))).singleElement().matches(Alert::firing);
    }

    private static AlertEpisodes restart(AlertEpisodes old, Instant now) {
        AlertEpisodes next = episodes();
        next.restore(EpisodeCodec.decode(EpisodeCodec.encode(old.states().values())), now);
        return next;
    }

    @Test
    void tellsAJoiningPeerWhatStands() {
        episodes.tick(SUSPECT, at(0));
        episodes.tick(List.of(Findings.leak("tags", Verdict.SUSPECT)), at(10));

        assertThat(episodes.lastSent()).hasSize(2).anyMatch(Alert::firing).anyMatch(alert -> !alert.firing());
        assertThat(Duration.between(START, episodes.lastSent().get(0).endsAt())).isPositive();
    }
}
