package dev.imagecopy.testing;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fails a test that leaves something behind: a thread of the SDK or of OkHttp, an uncaught exception on any thread, or anything
 * else that the test counts with {@link #watching}. Requires no test framework:
 *
 * <pre>{@code
 * try (NoLeaks leaks = NoLeaks.start().watching("open exchanges", transport::open)) {
 *     ... // make clients, use them, close them
 * }
 * }</pre>
 *
 * <p>It checks the threads that started after {@link #start} and are named {@code image-copy…} or {@code OkHttp…}, except
 * OkHttp's idle task runner, which is one daemon thread per JVM that ends by itself.
 *
 * <p>Limitation: it installs the JVM's default handler for uncaught exceptions until it is closed, so tests that run at the
 * same time in one JVM see each other's exceptions.
 */
public final class NoLeaks implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final long GLANCE_MILLIS = 5;

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final Queue<String> uncaught = new ConcurrentLinkedQueue<>();
    private final Map<String, IntSupplier> counters = new LinkedHashMap<>();
    private final @Nullable UncaughtExceptionHandler previousHandler = Thread.getDefaultUncaughtExceptionHandler();
    private final UncaughtExceptionHandler handler = this::uncaught;

    private NoLeaks() {
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    /**
     * Records the threads that are running now.
     *
     * @return a check of everything that is left behind from now on
     */
    public static NoLeaks start() {
        return new NoLeaks();
    }

    /**
     * Adds a count that must be zero at the end, for example {@code transport::open} of a {@link FakeTransport} or the
     * connection count of a pool.
     *
     * @param what its name in the failure message
     * @param count returns the count
     * @return this check
     */
    public NoLeaks watching(String what, IntSupplier count) {
        counters.put(what, count);
        return this;
    }

    /**
     * Waits up to 20 seconds until nothing is left, and fails if something still is.
     *
     * @throws AssertionError naming every leak
     */
    public void check() {
        check(BOUND);
    }

    /**
     * Waits until nothing is left, and fails if something still is.
     *
     * @param bound the longest real time to wait
     * @throws AssertionError naming every leak
     */
    public void check(Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        List<String> leaks = leaks();
        while (!leaks.isEmpty() && System.nanoTime() < deadline && glance()) {
            leaks = leaks();
        }
        if (!leaks.isEmpty()) {
            throw new AssertionError("Left behind:\n  " + String.join("\n  ", leaks));
        }
    }

    /**
     * Runs the check, and restores the JVM's handler for uncaught exceptions.
     *
     * @throws AssertionError like {@link #check}
     */
    @Override
    public void close() {
        try {
            check();
        } finally {
            if (Thread.getDefaultUncaughtExceptionHandler() == handler) {
                Thread.setDefaultUncaughtExceptionHandler(previousHandler);
            }
        }
    }

    /** Waits a moment for one of the leaking threads to end; false if there is no point in waiting longer. */
    private boolean glance() {
        if (!uncaught.isEmpty()) {
            return false;
        }
        List<Thread> threads = leakedThreads();
        Thread awaited = threads.isEmpty() ? Thread.currentThread() : threads.get(0);
        try {
            // Joining the current thread is a plain timed wait, since counters have nothing to wait on.
            awaited.join(GLANCE_MILLIS);
            return true;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> leaks() {
        List<String> leaks = new ArrayList<>(uncaught);
        leakedThreads().forEach(thread -> leaks.add("thread " + thread.getName() + " (" + thread.getState() + ")"));
        counters.forEach((what, count) -> {
            int left = count.getAsInt();
            if (left != 0) {
                leaks.add(left + " " + what);
            }
        });
        return leaks;
    }

    private List<Thread> leakedThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive() && isOurs(thread.getName()))
                .toList();
    }

    private static boolean isOurs(String name) {
        return name.startsWith("image-copy") || (name.startsWith("OkHttp") && !name.equals("OkHttp TaskRunner"));
    }

    private void uncaught(Thread thread, Throwable failure) {
        uncaught.add("uncaught on thread " + thread.getName() + ": " + failure);
        if (previousHandler != null) {
            previousHandler.uncaughtException(thread, failure);
        }
    }
}
