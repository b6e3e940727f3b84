package io.streamgauge.testbed.process;

/** A JVM that makes a sandbox while it shuts down, and says what came of it. */
final class LateSandbox {
    private LateSandbox() {}

    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Sandbox.create("late");
                System.out.println("made");
            } catch (TestbedException e) {
                System.out.println(e.getMessage());
            }
        }));
    }
}
