package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoLeaksTest {
    private static final Duration BRIEFLY = Duration.ofMillis(50);

    private final CountDownLatch end = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(strings = {"image-copy-timer", "OkHttp Dispatcher"})
    void check_namesALeakedThread(String name) throws InterruptedException {
        NoLeaks leaks = NoLeaks.start();
        Thread thread = running(name);

        assertThatThrownBy(() -> leaks.check(BRIEFLY))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("thread " + name);

        end.countDown();
        thread.join();
        assertThatCode(leaks::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"main-2", "OkHttp TaskRunner", "simulator-1"})
    void check_leavesOtherThreadsAlone(String name) throws InterruptedException {
        try (NoLeaks leaks = NoLeaks.start()) {
            Thread thread = running(name);
            leaks.check();
            end.countDown();
            thread.join();
        }
    }

    @Test
    void check_leavesEarlierThreadsAlone() throws InterruptedException {
        Thread thread = running("image-copy-timer");
        try (NoLeaks leaks = NoLeaks.start()) {
            leaks.check();
        } finally {
            end.countDown();
            thread.join();
        }
    }

    @Test
    void check_waitsForAThreadThatIsAboutToEnd() {
        try (NoLeaks leaks = NoLeaks.start()) {
            new Thread(() -> LockSupport.parkNanos(50_000_000), "image-copy-timer").start();
            leaks.check();
        }
    }

    @Test
    void check_namesAnUncaughtException() throws InterruptedException {
        NoLeaks leaks = NoLeaks.start();
        Thread thread = new Thread(
                () -> {
                    throw new IllegalStateException("broken");
                },
                "worker");
        thread.start();
        thread.join();

        assertThatThrownBy(leaks::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("uncaught on thread worker: java.lang.IllegalStateException: broken");
    }

    @Test
    void check_watchesCounters() {
        AtomicInteger open = new AtomicInteger(2);
        NoLeaks leaks = NoLeaks.start().watching("open exchanges", open::get);

        assertThatThrownBy(() -> leaks.check(BRIEFLY)).hasMessageContaining("2 open exchanges");
        open.set(0);
        leaks.close();
    }

    @Test
    void close_givesTheDefaultHandlerBack() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

        NoLeaks.start().close();

        assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
    }

    private Thread running(String name) {
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException interrupt) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.start();
        return thread;
    }
}
