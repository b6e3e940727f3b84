package io.streamgauge.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.process.TestbedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches the agent until the demo is over, and says what it sees. Owned by one thread. */
final class Watch {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration SUMMARY_EVERY = Duration.ofSeconds(30);
    private static final Duration UNTIL_FINDING_LIMIT = Duration.ofMinutes(10);

    private final DemoOptions options;
    private final Demo demo;
    private final Demo.Running running;
    private final Console console;
    private final Consumer<JsonNode> json;
    private final Observer observer;
    private volatile boolean fixed;
    private @Nullable Duration foundAt;
    private boolean alertSaid;

    Watch(DemoOptions options, Demo demo, Demo.Running running, Console console, Consumer<JsonNode> json) {
        this.options = options;
        this.demo = demo;
        this.running = running;
        this.console = console;
        this.json = json;
        this.observer = new Observer(running.agent());
    }

    /** The exit code. */
    int run() {
        boolean leaks = options.leaks() && options.shown().canBeTold();
        console.line("What the agent sees (Ctrl-C ends" + (leaks ? ", f and Enter fixes the leak" : "") + "):");
        if (leaks) {
            listenForFix();
        }
        Duration nextSummary = Duration.ZERO;
        while (true) {
            Duration elapsed = console.elapsed();
            if (elapsed.compareTo(nextSummary) >= 0) {
                console.seen(observer.summary());
                nextSummary = elapsed.plus(SUMMARY_EVERY);
            }
            Observer.Change change = observer.look();
            change.lines().forEach(console::seen);
            if (options.json()) {
                change.found().forEach(json);
            }
            if (!change.found().isEmpty()) {
                foundAt = elapsed;
                if (options.untilFinding()) {
                    return 0;
                }
            }
            sayAlert(change.cleared());
            fixWhenDue(elapsed);
            if (running.job().advance(elapsed)) {
                console.seen("the next version of the job runs from a savepoint: "
                        + options.shown().words());
            }
            Integer end = end(elapsed);
            if (end != null) {
                return end;
            }
            pause();
        }
    }

    private @Nullable Integer end(Duration elapsed) {
        String dead = running.agent().whyDead();
        if (dead != null) {
            throw new TestbedException(dead);
        }
        Duration limit = options.limit();
        if (limit == null && options.untilFinding()) {
            limit = UNTIL_FINDING_LIMIT;
        }
        if (limit == null || elapsed.compareTo(limit) < 0) {
            return null;
        }
        if (options.untilFinding()) {
            console.seen("no finding within " + limit.toSeconds() + " s");
            return 1;
        }
        return 0;
    }

    private void sayAlert(boolean cleared) {
        Boolean arrived = foundAt == null ? null : demo.alertArrived();
        if (arrived != null && arrived != alertSaid) {
            alertSaid = arrived;
            console.seen(arrived ? "the alert has arrived in Alertmanager" : "the alert is resolved in Alertmanager");
        }
        if (cleared) {
            console.seen("nothing is suspected any more");
        }
    }

    private void fixWhenDue(Duration elapsed) {
        Duration since = foundAt;
        Duration after = options.fixAfter();
        if (!fixed
                && options.shown().canBeTold()
                && since != null
                && after != null
                && elapsed.compareTo(since.plus(after)) >= 0) {
            fix();
        }
    }

    private void fix() {
        fixed = true;
        demo.fixLeak();
        console.seen("leak switched off; the job clears what it can of what it has leaked");
    }

    private void listenForFix() {
        Thread listener = new Thread(
                () -> {
                    try {
                        BufferedReader in =
                                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
                        for (String line = in.readLine(); line != null; line = in.readLine()) {
                            if (line.strip().equals("f") && !fixed) {
                                fix();
                            }
                        }
                    } catch (IOException e) {
                        // No keyboard, no fix by hand.
                    }
                },
                "demo-keyboard");
        listener.setDaemon(true);
        listener.start();
    }

    private static void pause() {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
}
