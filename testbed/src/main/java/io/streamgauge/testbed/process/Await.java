package io.streamgauge.testbed.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a condition with a deadline, and says at the end what it saw last.
 *
 * <p>A {@link TestbedException} while reading counts as "not yet" (a server that is still starting refuses connections).
 * Blocks the calling thread; the condition is read on it too.
 *
 * @param what the condition, as the subject of a sentence: "two TaskManagers registered"
 * @param limit the longest wait
 * @param hopeless a reason to give up before the deadline, null as long as there is none
 */
public record Await(String what, Duration limit, Supplier<@Nullable String> hopeless) {
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    public static Await upTo(Duration limit, String what) {
        return new Await(what, limit, () -> null);
    }

    /** Gives up at once when this returns a reason, for example because the process waited for has exited. */
    public Await unless(Supplier<@Nullable String> reason) {
        return new Await(what, limit, reason);
    }

    /** Reads until the value satisfies the condition, and returns that value. */
    public <T> T until(Supplier<T> read, Predicate<? super T> done) {
        long deadline = System.nanoTime() + limit.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            String lastSeen;
            @Nullable TestbedException failure = null;
            try {
                T value = read.get();
                if (done.test(value)) {
                    return value;
                }
                lastSeen = String.valueOf(value);
            } catch (TestbedException e) {
                failure = e;
                lastSeen = String.valueOf(e.getMessage());
            }
            String reason = reasonToGiveUp();
            if (reason != null) {
                throw failed("cannot happen any more: " + reason, lastSeen, failure);
            }
            if (System.nanoTime() >= deadline) {
                throw failed("not within " + limit.toMillis() + " ms", lastSeen, failure);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
            // The flag stays set: whoever interrupted wants the callers above to stop as well.
            if (Thread.currentThread().isInterrupted()) {
                throw failed("interrupted while waiting", lastSeen, failure);
            }
        }
    }

    public void untilTrue(BooleanSupplier condition) {
        until(condition::getAsBoolean, value -> value);
    }

    private @Nullable String reasonToGiveUp() {
        try {
            return hopeless.get();
        } catch (TestbedException notKnownNow) {
            return null;
        }
    }

    private TestbedException failed(String why, String lastSeen, @Nullable Throwable cause) {
        String message = what + ": " + why + "; last seen: " + lastSeen;
        return cause == null ? new TestbedException(message) : new TestbedException(message, cause);
    }
}
