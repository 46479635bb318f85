package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final CompletableFuture<Thread> heard = new CompletableFuture<>();

    private Interruption watch() {
        return Interruption.watch(() -> heard.complete(Thread.currentThread()));
    }

    /** For the tests that follow. */
    @AfterEach
    void clearFlag() {
        Thread.interrupted();
    }

    @Test
    void watch_whenAnotherThreadInterrupts_runsTheActionThere() throws Exception {
        Thread watched = Thread.currentThread();
        Interruption interruption = watch();
        Thread other = new Thread(watched::interrupt, "interrupting");

        other.start();

        assertThat(heard.handle((thread, thrown) -> thread).orTimeout(60, TimeUnit.SECONDS))
                .satisfies(told -> {
                    while (!told.isDone()) {
                        Thread.onSpinWait(); // a get() would throw for the interrupt
                    }
                    assertThat(told.join()).isSameAs(other);
                });
        interruption.unwatch();
        assertThat(watched.isInterrupted()).isTrue();
    }

    @Test
    void watch_whenTheThreadIsInterruptedAlready_runsTheActionAtOnce() {
        Thread.currentThread().interrupt();

        Interruption interruption = watch();

        assertThat(heard).isCompletedWithValue(Thread.currentThread());
        interruption.unwatch();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void unwatch_beforeAnInterrupt_hearsNoneOfIt() {
        watch().unwatch();

        Thread.currentThread().interrupt();

        assertThat(heard).isNotDone();
    }
}
