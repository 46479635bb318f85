package dev.imagecopy.benchmarks.contender;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** Counts what all threads of the process allocate. JDK 17 counts by thread only: one that ended in between is missed. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> before = new HashMap<>();

    /** The bytes since the last time. */
    long bytes() {
        long sum = 0;
        for (long id : THREADS.getAllThreadIds()) {
            long bytes = Math.max(0, THREADS.getThreadAllocatedBytes(id));
            Long known = before.put(id, bytes);
            sum += bytes - (known == null ? 0 : known);
        }
        return sum;
    }
}
