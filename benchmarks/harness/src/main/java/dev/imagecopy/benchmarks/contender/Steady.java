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
 *
 * <p>A phase of one thread is half one thread's, half another's. Okio has two buckets of spare buffers on two cores, and a thread's
 * id says which is its own; over HTTP/2, whether an exchange finds a buffer depends on whether caller and reader share one.
 */
final class Steady {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int WARMING_THREADS = 8;
    private static final int RECORDED_MILLIS = 5_000;

    private final Contender contender;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Allocation allocation = new Allocation();
    private final CpuParts cpuParts = new CpuParts();

    private Steady(Contender contender) {
        this.contender = contender;
    }

    /** Arguments from the fifth on: milliseconds of warming up, milliseconds of each phase. */
    static void run(Contender contender, String[] arguments) throws Exception {
        FlightRecording.prepare();
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
        private final CountDownLatch handedOver = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile boolean relieved;
        private volatile boolean over;

        Phase(String kind, int threads) {
            this.kind = kind;
            this.threads = threads;
        }

        String runRecorded(long settleMillis, Path file) throws Exception {
            try (FlightRecording recording = FlightRecording.ofExchanges()) {
                String told = run(settleMillis, RECORDED_MILLIS);
                recording.write(file);
                return told;
            }
        }

        String run(long settleMillis, long measuredMillis) throws Exception {
            System.gc(); // a client may hold the copies of the phase before weakly, and ask for those as well
            CountDownLatch started = new CountDownLatch(threads);
            List<Thread> workers = new ArrayList<>();
            Object copy = null;
            for (int i = 0; i < threads; i++) {
                Object own = kind.equals("poll") ? contender.copy() : null;
                workers.add(new Thread(() -> work(started, own), "worker-" + i));
                copy = own;
            }
            if (threads == 1) {
                workers.add(relief(workers.get(0), copy));
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
                pause(measuredMillis / 2);
                relieved = threads == 1;
                pause(measuredMillis
                        / 2); // where the machine does something else, a phase can be too short for one call
            } while (!over && exchanges.sum() == before);
            long nanos = System.nanoTime() - time;
            long count = exchanges.sum() - before;
            cpu = SYSTEM.getProcessCpuTime() - cpu;
            long bytes = allocation.bytes();
            Map<CpuParts.Part, Double> parts = cpuParts.micros();
            over = true;
            end.countDown();
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
                    told.append(String.format(Locale.ROOT, ",\"%s\":%.3f", part.metric(), micros / count)));
            return told.append('}').toString();
        }

        /** A thread that goes on where the other stops, with an id that is odd if the other's is even. */
        private Thread relief(Thread other, Object copy) {
            Thread relief;
            do {
                relief = new Thread(() -> doing(() -> {
                    handedOver.await();
                    while (!over) {
                        exchange(copy);
                        exchanges.increment();
                    }
                }));
            } while (relief.getId() % 2 == other.getId() % 2);
            return relief;
        }

        /** Stays until the end, since what a thread has used is asked for while it lives. */
        private void work(CountDownLatch started, Object copy) {
            doing(() -> {
                try {
                    exchange(copy); // a cold process takes longer for its first than a phase lasts
                } finally {
                    started.countDown();
                }
                while (!over && !relieved) {
                    exchange(copy);
                    exchanges.increment();
                }
                handedOver.countDown();
                end.await();
            });
        }

        private void doing(Work work) {
            try {
                work.run();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                over = true;
                handedOver.countDown();
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

    private interface Work {
        void run() throws Exception;
    }
}
