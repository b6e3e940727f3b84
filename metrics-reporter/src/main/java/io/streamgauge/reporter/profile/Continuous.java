package io.streamgauge.reporter.profile;

import io.streamgauge.wire.profile.ProfileStart;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One recording after the other, until the agent has had enough or is gone. Runs once, on a thread of its own; the rest is thread-safe. */
final class Continuous implements Runnable {

    /** Between looks whether the agent is still there, while nothing is recorded. */
    private static final long LOOK_MILLIS = 100;

    private final ProfileStart request;
    private final ReplyChannel channel;
    private final Supplier<Session> rounds;
    private final Turns turns;

    // Guarded by this.
    private @Nullable Session round;
    private boolean stopped;

    /** @param rounds makes the next recording */
    Continuous(ProfileStart request, ReplyChannel channel, Supplier<Session> rounds, Turns turns) {
        this.request = request;
        this.channel = channel;
        this.rounds = rounds;
        this.turns = turns;
    }

    ProfileStart request() {
        return request;
    }

    ReplyChannel channel() {
        return channel;
    }

    @Override
    public void run() {
        try {
            Session next = rounds.get();
            while (!isOver() && turns.takeBehind(next, this::isOver)) {
                record(next);
                if (next.isRefused()) {
                    rest();
                }
                next = rounds.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void record(Session next) {
        ByteBuffer last;
        try {
            begun(next);
            last = next.run();
        } finally {
            begun(null);
            turns.release();
        }
        if (last != null) {
            channel.answer(last);
        }
    }

    private synchronized void begun(@Nullable Session session) {
        round = session;
        if (stopped && session != null) {
            session.stop();
        }
    }

    private synchronized boolean isOver() {
        return stopped || !channel.isOpen();
    }

    /** What was refused now is not tried again at once. */
    private synchronized void rest() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.durationMillis());
        long left = request.durationMillis();
        while (left > 0 && !isOver()) {
            wait(Math.min(left, LOOK_MILLIS));
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }

    /** The agent has had enough. */
    synchronized void stop() {
        stopped = true;
        if (round != null) {
            round.stop();
        }
        notifyAll();
    }
}
