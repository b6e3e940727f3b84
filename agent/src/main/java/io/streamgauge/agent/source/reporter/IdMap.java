package io.streamgauge.agent.source.reporter;

import java.util.Arrays;

/**
 * Int keys (0 and up) to int values (0 and up), open addressing, without boxing: it is asked once for each value of each
 * report. Not thread-safe.
 */
final class IdMap {

    static final int NONE = -1;

    private int[] keys = new int[64];
    private int[] values = new int[64];
    private int size;

    IdMap() {
        Arrays.fill(keys, NONE);
    }

    int get(int key) {
        int mask = keys.length - 1;
        for (int i = place(key, mask); ; i = (i + 1) & mask) {
            if (keys[i] == key) {
                return values[i];
            }
            if (keys[i] == NONE) {
                return NONE;
            }
        }
    }

    void put(int key, int value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int mask = keys.length - 1;
        int i = place(key, mask);
        while (keys[i] != NONE && keys[i] != key) {
            i = (i + 1) & mask;
        }
        if (keys[i] == NONE) {
            size++;
        }
        keys[i] = key;
        values[i] = value;
    }

    void remove(int key) {
        int mask = keys.length - 1;
        int hole = place(key, mask);
        while (keys[hole] != key) {
            if (keys[hole] == NONE) {
                return;
            }
            hole = (hole + 1) & mask;
        }
        size--;
        // Close the hole, so that no search stops early: move up what may stand there.
        for (int i = (hole + 1) & mask; keys[i] != NONE; i = (i + 1) & mask) {
            int home = place(keys[i], mask);
            if (((i - home) & mask) >= ((i - hole) & mask)) {
                keys[hole] = keys[i];
                values[hole] = values[i];
                hole = i;
            }
        }
        keys[hole] = NONE;
    }

    int size() {
        return size;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldValues = values;
        keys = new int[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        Arrays.fill(keys, NONE);
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != NONE) {
                put(oldKeys[i], oldValues[i]);
            }
        }
    }

    private static int place(int key, int mask) {
        int hash = key * 0x9E3779B9;
        return (hash ^ hash >>> 16) & mask;
    }
}
