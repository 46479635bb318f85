package dev.imagecopy.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls as fast as some threads can, one after the other each. Tells what an exchange costs: the process's CPU time, the
 * bytes that all threads together allocated, and how many exchanges there were in a second. Phases are asked for by lines of
 * standard input such as {@code copy:8} and {@code poll:1}, so that contenders can take turns once all of them are warm;
 * before the first of a kind, eight threads that copy or one that polls warm the JVM up. Each polling thread has a copy of
 * its own, started for the phase: a client that asks for its copies together then asks for so many, and no more. With the name of a
 * file behind it ({@code copy:8 FILE}), a phase lasts longer and is recorded there.
 */
final class Steady {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int WARMING_THREADS = 8;
    private static final int RECORDED_MILLIS = 6_000;

    /** The first recording of a process changes classes of the JDK, and what was compiled with them is compiled anew. */
    private static final int UNRECORDED_MILLIS = 15_000;

    private final Contender contender;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Allocation allocation = new Allocation();
    private final CpuParts cpuParts = new CpuParts();

    private Steady(Contender contender) {
        this.contender = contender;
    }

    /** Arguments from the fifth on: milliseconds of warming up, milliseconds of each phase. */
    static void run(Contender contender, String[] arguments) throws Exception {
        Steady steady = new Steady(contender);
        long warmUp = Long.parseLong(arguments[4]);
        long measured = Long.parseLong(arguments[5]);
        Set<String> warm = new HashSet<>();
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = asked.readLine(); line != null; line = asked.readLine()) {
            String phase = line.split(" ", 2)[0];
            String kind = phase.substring(0, phase.indexOf(':'));
            if (warm.add(kind)) {
                steady.new Phase(kind, kind.equals("copy") ? WARMING_THREADS : 1).run(0, warmUp);
            }
            int threads = Integer.parseInt(phase.substring(kind.length() + 1));
            Phase next = steady.new Phase(kind, threads);
            boolean recorded = line.length() > phase.length();
            System.out.println(
                    recorded
                            ? next.runRecorded(measured / 5, Path.of(line.substring(phase.length() + 1)))
                            : next.run(measured / 5, measured));
        }
    }

    /** Some threads that call one after the other. */
    private final class Phase {
        private final String kind;
        private final int threads;
        private final LongAdder exchanges = new LongAdder();
        private volatile boolean over;

        Phase(String kind, int threads) {
            this.kind = kind;
            this.threads = threads;
        }

        String runRecorded(long settleMillis, Path file) throws Exception {
            FlightRecording first = new FlightRecording();
            try {
                String unused = new Phase(kind, threads).run(settleMillis, UNRECORDED_MILLIS);
                return recorded(settleMillis, file);
            } finally {
                first.close();
            }
        }

        private String recorded(long settleMillis, Path file) throws Exception {
            try (FlightRecording recording = new FlightRecording()) {
                String told = run(settleMillis, RECORDED_MILLIS);
                recording.write(file);
                return told;
            }
        }

        String run(long settleMillis, long measuredMillis) throws Exception {
            System.gc(); // a client may hold the copies of the phase before weakly, and ask for those as well
            CountDownLatch started = new CountDownLatch(threads);
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Object copy = kind.equals("poll") ? contender.copy() : null;
                workers.add(new Thread(() -> work(started, copy), "worker-" + i));
            }
            workers.forEach(Thread::start);
            started.await();
            pause(settleMillis);
            cpuParts.micros();
            allocation.bytes();
            long cpu = SYSTEM.getProcessCpuTime();
            long before = exchanges.sum();
            long time = System.nanoTime();
            do {
                pause(measuredMillis); // where the machine does something else, a phase can be too short for one call
            } while (!over && exchanges.sum() == before);
            long nanos = System.nanoTime() - time;
            long count = exchanges.sum() - before;
            cpu = SYSTEM.getProcessCpuTime() - cpu;
            long bytes = allocation.bytes();
            Map<CpuParts.Part, Double> parts = cpuParts.micros();
            over = true;
            for (Thread worker : workers) {
                worker.join();
            }
            if (failure.get() != null) {
                throw new IllegalStateException("a call failed", failure.get());
            }
            StringBuilder told = new StringBuilder(String.format(
                    Locale.ROOT,
                    "{\"phase\":\"%s:%d\",\"exchanges\":%d,\"perSecond\":%.1f,\"cpuMicros\":%.3f,\"bytes\":%.1f,"
                            + "\"liveThreads\":%d",
                    kind,
                    threads,
                    count,
                    count * 1e9 / nanos,
                    cpu / 1e3 / count,
                    (double) bytes / count,
                    THREADS.getThreadCount()));
            parts.forEach((part, micros) ->
                    told.append(String.format(Locale.ROOT, ",\"%s\":%.3f", part.metric, micros / count)));
            return told.append('}').toString();
        }

        private void work(CountDownLatch started, Object copy) {
            try {
                exchange(copy); // a cold process takes longer for its first than a phase lasts
                started.countDown();
                while (!over) {
                    exchange(copy);
                    exchanges.increment();
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                over = true;
                started.countDown();
            }
        }

        private void exchange(Object copy) throws Exception {
            if (copy == null) {
                contender.copy();
            } else {
                contender.poll(copy);
            }
        }

        private void pause(long millis) throws InterruptedException {
            long end = System.nanoTime() + millis * 1_000_000;
            for (long left = millis; !over && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                new CountDownLatch(1).await(Math.min(100, left), TimeUnit.MILLISECONDS);
            }
        }
    }
}
