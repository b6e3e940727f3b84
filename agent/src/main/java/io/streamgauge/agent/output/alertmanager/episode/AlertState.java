package io.streamgauge.agent.output.alertmanager.episode;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the episode of one alert stands. Immutable; a tick turns one state into the next. */
public sealed interface AlertState {

    /** As last sent, or restored. */
    AlertContent content();

    /** Fixed for the whole episode. */
    Instant startsAt();

    Instant sentAt();

    /** The alert as it went out at {@link #sentAt}. */
    Alert lastSent(Timing timing);

    /**
     * The state after a tick.
     *
     * @param fresh the finding's content; null unless {@code sighting} is FOUND
     */
    Step next(Sighting sighting, @Nullable AlertContent fresh, Instant now, Timing timing);

    /**
     * What a tick made of a state.
     *
     * @param state null: nothing is left to remember
     * @param sendNow whether {@code state} has to be sent
     */
    record Step(@Nullable AlertState state, boolean sendNow) {}

    static Step begin(AlertContent content, Instant now) {
        return new Step(new Firing(content, now, now), true);
    }

    private static boolean isDue(Instant sentAt, Instant now, Timing timing) {
        // A clock that was set back must not silence an alert.
        return now.isBefore(sentAt) || !now.isBefore(sentAt.plus(timing.resend()));
    }

    private static Step resolve(AlertState state, Instant now) {
        // Alertmanager refuses an end before the start, which a clock that was set back would give.
        Instant endsAt = now.isBefore(state.startsAt()) ? state.startsAt() : now;
        return new Step(new Resolved(state.content(), state.startsAt(), endsAt, now), true);
    }

    private static Alert firing(AlertState state, Timing timing) {
        return new Alert(state.content(), state.startsAt(), state.sentAt().plus(timing.validity()), true);
    }

    /** Found, and told to Alertmanager. */
    record Firing(AlertContent content, Instant startsAt, Instant sentAt) implements AlertState {

        @Override
        public Alert lastSent(Timing timing) {
            return firing(this, timing);
        }

        @Override
        public Step next(Sighting sighting, @Nullable AlertContent fresh, Instant now, Timing timing) {
            if (sighting == Sighting.ABSENT || sighting == Sighting.CLEARED) {
                return resolve(this, now);
            }
            boolean due = isDue(sentAt, now, timing);
            return new Step(new Firing(fresh == null ? content : fresh, startsAt, due ? now : sentAt), due);
        }
    }

    /**
     * Was firing when the agent stopped, and was not found again yet: a restarted agent first has to see enough. What
     * still fires at Alertmanager is kept alive; what has ended there is not fired again on memory alone.
     *
     * @param restoredAt start of the time that the finding has to come back
     */
    record Unconfirmed(AlertContent content, Instant startsAt, Instant sentAt, Instant restoredAt)
            implements AlertState {

        @Override
        public Alert lastSent(Timing timing) {
            return firing(this, timing);
        }

        @Override
        public Step next(Sighting sighting, @Nullable AlertContent fresh, Instant now, Timing timing) {
            boolean late = !now.isBefore(restoredAt.plus(timing.restartGrace()));
            if (sighting == Sighting.CLEARED || (sighting == Sighting.ABSENT && late)) {
                return resolve(this, now);
            }
            if (sighting == Sighting.FOUND && fresh != null) {
                return new Step(new Firing(fresh, startsAt, now), true);
            }
            boolean stillFires = now.isBefore(sentAt.plus(timing.validity()));
            if (stillFires && isDue(sentAt, now, timing)) {
                return new Step(new Unconfirmed(content, startsAt, now, restoredAt), true);
            }
            return new Step(this, false);
        }
    }

    /** Over; repeated for a while, for peers that missed it. */
    record Resolved(AlertContent content, Instant startsAt, Instant endsAt, Instant sentAt) implements AlertState {

        @Override
        public Alert lastSent(Timing timing) {
            return new Alert(content, startsAt, endsAt, false);
        }

        @Override
        public Step next(Sighting sighting, @Nullable AlertContent fresh, Instant now, Timing timing) {
            if (sighting == Sighting.FOUND && fresh != null) {
                // Past the old end, or Alertmanager would merge the two episodes into one.
                return begin(fresh, now.isAfter(endsAt) ? now : endsAt.plusMillis(1));
            }
            if (!now.isBefore(endsAt.plus(timing.repeatResolved()))) {
                return new Step(null, false);
            }
            boolean due = isDue(sentAt, now, timing);
            return new Step(new Resolved(content, startsAt, endsAt, due ? now : sentAt), due);
        }
    }
}
