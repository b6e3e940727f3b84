package io.streamgauge.agent.source.merge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The merge's memory as bytes: a version, then the counters. */
record MergeMemory(long lost, Map<String, JobMerge> jobs) {

    private static final int VERSION = 1;

    static byte[] write(long lost, Map<String, JobMerge> jobs) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeLong(lost);
            out.writeInt(jobs.size());
            for (Map.Entry<String, JobMerge> job : jobs.entrySet()) {
                out.writeUTF(job.getKey());
                job.getValue().write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static MergeMemory read(byte[] memory) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(memory))) {
            int version = in.readInt();
            if (version != VERSION) {
                throw new IllegalArgumentException("memory of the merge: found version " + version + ", expected "
                        + VERSION + "; without it, counters start anew");
            }
            long lost = in.readLong();
            int count = in.readInt();
            if (count < 0 || count > FactMerge.MOST_JOBS) {
                throw new IOException("found " + count + " jobs, expected up to " + FactMerge.MOST_JOBS);
            }
            Map<String, JobMerge> jobs = new HashMap<>();
            for (int i = 0; i < count; i++) {
                jobs.put(in.readUTF(), JobMerge.read(in));
            }
            return new MergeMemory(lost, jobs);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "memory of the merge: cut or damaged: " + e + "; without it, counters start anew", e);
        }
    }
}
