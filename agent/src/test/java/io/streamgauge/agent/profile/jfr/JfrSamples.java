package io.streamgauge.agent.profile.jfr;

/** Small recordings for tests of what is made of them. */
public final class JfrSamples {

    private JfrSamples() {}

    /** A sample in a library of RocksDB's whose functions have no names. */
    public static byte[] inNamelessRocksDb() {
        return new JfrFile()
                .thread(1, "t")
                .frameType(2, "Native")
                .type(1, "")
                .method(1, 1, "/tmp/rocksdb-lib-7/librocksdbjni-linux64.so")
                .trace(1, 1, 2)
                .event("jdk.ExecutionSample", 1, 1, 1)
                .bytes();
    }

    /** Of one thread, in org.acme.Count.flatMap called by org.acme.Job.run: so many samples of 10 ms each. */
    public static byte[] of(String thread, int samples) {
        JfrFile file = new JfrFile()
                .thread(1, thread)
                .frameType(1, "JIT compiled")
                .type(1, "org/acme/Job")
                .type(2, "org/acme/Count")
                .method(1, 1, "run")
                .method(2, 2, "flatMap")
                .trace(1, 2, 1, 1, 1);
        for (int i = 0; i < samples; i++) {
            file.event("jdk.ExecutionSample", i, 1, 1);
        }
        return file.bytes();
    }
}
