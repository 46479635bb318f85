package dev.imagecopy.benchmarks.contender;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls as fast as some threads can, one after the other each. Tells what an exchange costs: the process's CPU time, the
 * bytes that all threads together allocated, and how many exchanges there were in a second.
 */
final class Steady {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Contender contender;
    private final boolean polls;
    private final LongAdder exchanges = new LongAdder();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Map<Long, Long> allocatedBefore = new HashMap<>();
    private volatile boolean over;

    private Steady(Contender contender, boolean polls) {
        this.contender = contender;
        this.polls = polls;
    }

    static void run(Contender contender, String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[5]);
        new Steady(contender, arguments[4].equals("poll"))
                .run(threads, Long.parseLong(arguments[6]), Long.parseLong(arguments[7]));
    }

    private void run(int threads, long warmUpMillis, long measuredMillis) throws Exception {
        CountDownLatch started = new CountDownLatch(threads);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new Thread(() -> work(started), "worker-" + i));
        }
        workers.forEach(Thread::start);
        started.await();
        pause(warmUpMillis);
        allocated();
        long cpu = SYSTEM.getProcessCpuTime();
        long count = exchanges.sum();
        long time = System.nanoTime();
        pause(measuredMillis);
        long nanos = System.nanoTime() - time;
        count = exchanges.sum() - count;
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        long bytes = allocated();
        over = true;
        if (failure.get() != null) {
            throw new IllegalStateException("a call failed", failure.get());
        }
        if (count == 0) {
            throw new IllegalStateException("no call came back");
        }
        System.out.printf(
                Locale.ROOT,
                "{\"exchanges\":%d,\"perSecond\":%.1f,\"cpuMicros\":%.3f,\"bytes\":%.1f,\"liveThreads\":%d}%n",
                count,
                count * 1e9 / nanos,
                cpu / 1e3 / count,
                (double) bytes / count,
                THREADS.getThreadCount());
    }

    private void work(CountDownLatch started) {
        try {
            Object copy = contender.copy();
            started.countDown();
            while (!over) {
                if (polls) {
                    contender.poll(copy);
                } else {
                    contender.copy();
                }
                exchanges.increment();
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            over = true;
            started.countDown();
        }
    }

    private void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!over && System.nanoTime() < end) {
            Thread.sleep(Math.min(100, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
        }
    }

    /** What all threads allocated since the last time. JDK 17 counts by thread only; one that ended in between is missed. */
    private long allocated() {
        long sum = 0;
        for (long id : THREADS.getAllThreadIds()) {
            long bytes = Math.max(0, THREADS.getThreadAllocatedBytes(id));
            Long before = allocatedBefore.put(id, bytes);
            sum += bytes - (before == null ? 0 : before);
        }
        return sum;
    }
}
