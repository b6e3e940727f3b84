package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.episode.Alert;
import io.streamgauge.agent.output.alertmanager.episode.EpisodeCodec;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

class AlertEpisodesProperties {

    private static final long RESEND_SECONDS = 60;
    private static final AlertmanagerSettings SETTINGS = AlertmanagerSettings.to(List.of());

    /**
     * One tick.
     *
     * @param gapSeconds since the one before; less than three resends, as else an alert ends for want of being sent
     * @param verdict null: no finding
     * @param restart whether the agent is killed and comes back before it
     */
    record Move(int gapSeconds, @Nullable Verdict verdict, boolean restart) {

        boolean finds() {
            return verdict == Verdict.SUSPECT || verdict == Verdict.CONFIRMED;
        }

        List<Finding> findings() {
            return verdict == null ? List.of() : List.of(Findings.leak("open", verdict));
        }
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<Verdict> verdicts = Arbitraries.of(Verdict.class).injectNull(0.2);
        return Combinators.combine(
                        Arbitraries.integers().between(1, (int) (3 * RESEND_SECONDS - 1)),
                        verdicts,
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.just(false)), Tuple.of(1, Arbitraries.just(true))))
                .as(Move::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 300)
    void anEpisodeKeepsItsStartIsResentInTimeAndStaysResolved(@ForAll("moves") List<Move> moves) {
        AlertEpisodes episodes = episodes();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Alert last = null;
        for (Move move : moves) {
            now = now.plusSeconds(move.gapSeconds());
            if (last != null && last.firing()) {
                assertThat(last.endsAt()).as("resent before it ends").isAfter(now);
            }
            if (move.restart()) {
                AlertEpisodes next = episodes();
                next.restore(
                        EpisodeCodec.decode(
                                EpisodeCodec.encode(episodes.states().values())),
                        now);
                episodes = next;
            }
            List<Alert> sends = episodes.tick(move.findings(), now);
            assertThat(sends).hasSizeLessThanOrEqualTo(1);
            for (Alert alert : sends) {
                checkAgainst(last, alert, move, now);
                last = alert;
            }
            assertThat(last != null && last.firing())
                    .as("fires where found")
                    .satisfies(firing -> assertThat(!move.finds() || firing).isTrue());
        }
    }

    private static void checkAgainst(@Nullable Alert last, Alert alert, Move move, Instant now) {
        assertThat(alert.endsAt()).isAfterOrEqualTo(alert.startsAt());
        if (last == null) {
            assertThat(alert.firing()).isTrue();
            assertThat(alert.startsAt()).isEqualTo(now);
        } else if (last.firing() || !alert.firing()) {
            assertThat(alert.startsAt()).as("start of the episode").isEqualTo(last.startsAt());
        } else {
            assertThat(move.finds()).as("fired again only by a finding").isTrue();
            assertThat(alert.startsAt()).as("past the old end").isAfter(last.endsAt());
        }
        if (last != null && !last.firing() && !alert.firing()) {
            assertThat(alert.endsAt()).as("end of the episode").isEqualTo(last.endsAt());
        }
    }

    /** What a peer holds after any part of the sends got lost and the rest came late but in order. */
    @Property(tries = 300)
    void aPeerThatMissesSendsNeverHoldsAnOlderStateThanItsQueue(
            @ForAll("moves") List<Move> moves, @ForAll List<Boolean> delivered) {
        AlertEpisodes episodes = episodes();
        PeerQueue queue = new PeerQueue(10);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Alert newest = null;
        Alert held = null;
        for (int i = 0; i < moves.size(); i++) {
            now = now.plusSeconds(moves.get(i).gapSeconds());
            List<Alert> sends = episodes.tick(moves.get(i).findings(), now);
            newest = sends.isEmpty() ? newest : sends.get(0);
            queue.offer(sends);
            queue.removeExpired(now);
            List<Alert> batch = queue.take(10);
            if (i < delivered.size() && delivered.get(i)) {
                held = batch.isEmpty() ? held : batch.get(0);
                assertThat(held == null || held.equals(newest)).isTrue();
            } else {
                queue.giveBack(batch);
            }
        }
    }

    private static AlertEpisodes episodes() {
        return new AlertEpisodes(new AlertWording(SETTINGS), SETTINGS.verdicts(), SETTINGS.timing());
    }
}
