package io.streamgauge.checkpoint.metadata;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.UUID;

/** Handles of keyed state that no writer of today's Flink writes: of older releases, and made up ones. */
final class OldHandles {
    private OldHandles() {}

    /** Writes one handle. */
    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    /** The types before each got an id of its own. */
    static void write(int type, DataOutputStream out) throws IOException {
        switch (type) {
            case 3 -> keyGroups(out);
            case 5 -> incremental(11, out);
            case 8 -> {
                out.writeByte(8);
                range(out);
                out.writeLong(77);
                out.writeInt(1);
                keyGroups(out);
                out.writeInt(1);
                changesInFiles(out);
                out.writeLong(5);
                out.writeUTF("handle");
            }
            default -> {
                out.writeByte(8);
                range(out);
                out.writeLong(0);
                out.writeInt(0);
                out.writeInt(1);
                changesInFiles(out);
                out.writeLong(5);
                out.writeUTF("handle");
            }
        }
    }

    /** Type 5, with files of one size. */
    static void incrementalOfTwoFiles(long size, DataOutputStream out) throws IOException {
        incremental(size, out);
    }

    static void nestedChangelogs(int depth, DataOutputStream out) throws IOException {
        for (int i = 0; i < depth; i++) {
            out.writeByte(14);
            range(out);
            out.writeLong(0);
            out.writeInt(1);
        }
        out.write(new byte[64 * depth]);
    }

    /** Type 3 with its stream in place. */
    static void inlined(int length, DataOutputStream out) throws IOException {
        out.writeByte(3);
        range(out);
        out.writeLong(1);
        out.writeLong(2);
        out.writeByte(1);
        out.writeUTF("inlined");
        out.writeInt(length);
        out.write(new byte[length]);
    }

    private static void keyGroups(DataOutputStream out) throws IOException {
        out.writeByte(3);
        range(out);
        out.writeLong(100);
        out.writeLong(200);
        file("full", 1000, out);
    }

    private static void incremental(long size, DataOutputStream out) throws IOException {
        out.writeByte(5);
        out.writeLong(41);
        out.writeUTF(new UUID(1, 2).toString());
        range(out);
        file("meta", size, out);
        out.writeInt(1);
        out.writeUTF("000001.sst");
        file("1", size, out);
        out.writeInt(1);
        out.writeUTF("CURRENT");
        file("2", size, out);
    }

    private static void changesInFiles(DataOutputStream out) throws IOException {
        out.writeByte(10);
        range(out);
        out.writeInt(1);
        out.writeLong(12);
        file("changes", 300, out);
        out.writeLong(250);
        out.writeLong(50);
        out.writeUTF("handle");
    }

    private static void file(String name, long size, DataOutputStream out) throws IOException {
        out.writeByte(2);
        out.writeLong(size);
        out.writeUTF("file:/base/" + name);
    }

    private static void range(DataOutputStream out) throws IOException {
        out.writeInt(64);
        out.writeInt(2);
    }
}
