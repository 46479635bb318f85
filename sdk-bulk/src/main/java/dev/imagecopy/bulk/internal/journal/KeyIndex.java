package dev.imagecopy.bulk.internal.journal;

import java.util.Arrays;

/** Where the latest line of each key is, in 24 bytes per slot: a million keys fit into 50 MB. Not thread-safe. */
final class KeyIndex {
    private static final int FIRST_CAPACITY = 1 << 10;

    private long[] first = new long[FIRST_CAPACITY];
    private long[] second = new long[FIRST_CAPACITY];
    /** Each offset plus one; 0 for a free slot. */
    private long[] offsets = new long[FIRST_CAPACITY];

    private int size;

    int size() {
        return size;
    }

    /** The offset of a key's latest line, -1 if it has none. */
    long find(KeyHash key) {
        return offsets[slot(key.first(), key.second())] - 1;
    }

    void put(KeyHash key, long offset) {
        int slot = slot(key.first(), key.second());
        if (offsets[slot] == 0) {
            size++;
            first[slot] = key.first();
            second[slot] = key.second();
        }
        offsets[slot] = offset + 1;
        if (size > offsets.length / 3 * 2) {
            grow();
        }
    }

    /** All offsets, ascending. */
    long[] offsets() {
        return Arrays.stream(offsets)
                .filter(held -> held > 0)
                .map(held -> held - 1)
                .sorted()
                .toArray();
    }

    private int slot(long one, long two) {
        int mask = offsets.length - 1;
        int slot = (int) one & mask;
        while (offsets[slot] != 0 && (first[slot] != one || second[slot] != two)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldFirst = first;
        long[] oldSecond = second;
        long[] oldOffset = offsets;
        first = new long[oldOffset.length * 2];
        second = new long[oldOffset.length * 2];
        offsets = new long[oldOffset.length * 2];
        for (int i = 0; i < oldOffset.length; i++) {
            if (oldOffset[i] != 0) {
                int slot = slot(oldFirst[i], oldSecond[i]);
                first[slot] = oldFirst[i];
                second[slot] = oldSecond[i];
                offsets[slot] = oldOffset[i];
            }
        }
    }
}
