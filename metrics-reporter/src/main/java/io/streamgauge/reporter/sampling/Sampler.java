package io.streamgauge.reporter.sampling;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A thread that reads metrics, one {@link Run} at a time. Foreign code may hold it for ever: then the run is taken from it,
 * and the thread ends when that code lets go of it. It is never interrupted, since that closes files under those who use
 * them.
 */
final class Sampler implements Runnable {

    private final BlockingQueue<Run> runs = new ArrayBlockingQueue<>(1);
    /** Of this thread alone, also after its run was taken. */
    private final Chunk chunk = new Chunk();

    private volatile boolean ended;

    /** For the next run; only when the last one is done. */
    void start(Run run) {
        runs.add(run);
    }

    /** Ends the thread when its run, if there is one, is over. */
    void end(Run empty) {
        ended = true;
        runs.offer(empty);
    }

    /** The thread is over, or as good as, and touches no metric any more. */
    boolean hasEnded() {
        return ended;
    }

    @Override
    public void run() {
        try {
            while (!ended && runs.take().read(chunk)) {
                // Foreign code may have left its mark, and the next take would end us.
                Thread.interrupted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
        }
    }
}
