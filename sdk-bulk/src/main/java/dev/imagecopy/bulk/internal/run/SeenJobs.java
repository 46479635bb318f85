package dev.imagecopy.bulk.internal.run;

import java.util.HashMap;
import java.util.Map;

/** Counts how often a job has occurred, in 16 bytes for each job that occurs once. */
final class SeenJobs {
    private long[] seen = new long[1 << 10];
    private int size;
    private final Map<Long, Integer> again = new HashMap<>();

    /** Returns whether a job with a hash has occurred. */
    boolean contains(long hash) {
        long value = hash == 0 ? 1 : hash;
        return seen[slot(seen, value)] == value;
    }

    /** Returns how many jobs with a hash have occurred before. */
    int count(long hash) {
        long value = hash == 0 ? 1 : hash; // 0 is a free slot
        int slot = slot(seen, value);
        if (seen[slot] == value) {
            return again.merge(value, 1, Integer::sum);
        }
        seen[slot] = value;
        if (++size > seen.length / 3 * 2) {
            long[] grown = new long[seen.length * 2];
            for (long held : seen) {
                if (held != 0) {
                    grown[slot(grown, held)] = held;
                }
            }
            seen = grown;
        }
        return 0;
    }

    private static int slot(long[] table, long value) {
        int mask = table.length - 1;
        int slot = (int) (value ^ value >>> 32) & mask;
        while (table[slot] != 0 && table[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
