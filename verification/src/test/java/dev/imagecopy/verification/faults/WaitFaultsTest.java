package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows 66 to 68: how waits end from this side. */
@FaultTable
class WaitFaultsTest {
    private static final Step ACCEPTED = Step.answer(200, "", "{\"id\":\"op-1\"}");
    private static final String RUNNING = "{\"status\":\"RUNNING\"}";
    private static final int WATCHES = 10_000;

    /** All of it happens on the thread that closes, so its CPU time is the time that it takes on a machine of its own. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    @Tag("FAULT-67")
    @Test
    void awaitAsync_whenCancelledBetweenPolls_stopsPolling(Watch watch) throws Exception {
        watch.saw("between polls", futureCancelled(watch, false));
    }

    @Tag("FAULT-67")
    @Test
    void awaitAsync_whenCancelledDuringAPoll_abortsIt(Watch watch) throws Exception {
        watch.saw("poll in flight", futureCancelled(watch, true));
    }

    private static Probe at(Watch watch, ScriptedServer server) {
        return watch.own(Probe.at(server.uri("/"))
                .pollPolicy(Probe.HASTY)
                .retryPolicy(RetryPolicy.none())
                .build());
    }

    /** What a thread met that was interrupted in an act, and whether its flag was set afterwards. */
    private record Interrupted(Throwable error, boolean flag) {}

    /** Interrupts the act once a number of requests have arrived. */
    private static Interrupted interrupt(Callable<?> act, ScriptedServer server, int arrivals)
            throws InterruptedException {
        AtomicReference<Throwable> error = new AtomicReference<>();
        AtomicBoolean flag = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            error.set(Mode.failure(act));
            flag.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        for (int arrival = 0; arrival < arrivals; arrival++) {
            server.awaitArrival();
        }
        caller.interrupt();
        caller.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(caller.isAlive()).isFalse();
        return new Interrupted(error.get(), flag.get());
    }

    @Tag("FAULT-66")
    @Test
    void await_whenInterrupted_throwsInterruptedException(Watch watch) throws Exception {
        ScriptedServer server = watch.own(ScriptedServer.start(ACCEPTED, Step.awaitDrop()));
        Operation<String> copy = at(watch, server).copy(Mode.SYNC);
        Interrupted end = interrupt(() -> copy.await(Mode.FOR_EVER), server, 2);
        assertThat(end.error()).isInstanceOf(InterruptedException.class);
        server.awaitDrop();
        assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
        assertThat(server.arrivals()).isEqualTo(2);
        watch.saw("await", "InterruptedException in place of the flag, the poll in flight aborted");
    }

    @Tag("FAULT-66")
    @Test
    void poll_whenInterrupted_keepsTheFlag(Watch watch) throws Exception {
        ScriptedServer server = watch.own(ScriptedServer.start(ACCEPTED, Step.awaitDrop()));
        Operation<String> copy = at(watch, server).copy(Mode.SYNC);
        Interrupted end = interrupt(copy::poll, server, 2);
        watch.typed(end.error(), SdkInterruptedException.class);
        assertThat(end.flag()).isTrue();
        server.awaitDrop();
        watch.saw("poll", "SdkInterruptedException, flag kept, the call in flight aborted");
    }

    @Tag("FAULT-66")
    @Test
    void copy_whenInterrupted_isAmbiguous(Watch watch) throws Exception {
        ScriptedServer server = watch.own(ScriptedServer.start(Step.awaitDrop()));
        Probe probe = at(watch, server);
        Interrupted end = interrupt(() -> probe.copy(Mode.SYNC), server, 1);
        AmbiguousOutcomeException error = watch.resumable(end.error(), AmbiguousOutcomeException.class);
        assertThat(error).hasCauseInstanceOf(SdkInterruptedException.class);
        assertThat(end.flag()).isTrue();
        server.awaitDrop();
        assertThat(server.arrivals()).isEqualTo(1);
        watch.saw("copy", "AmbiguousOutcomeException with token, flag kept, 1 arrival");
    }

    private static String futureCancelled(Watch watch, boolean inFlight) throws Exception {
        ManualTimeSource time = watch.clock();
        FakeTransport transport = new FakeTransport(time).answer(200, "{\"id\":\"op-1\"}");
        Probe probe = watch.own(Probe.inMemory(transport, time).build());
        Operation<String> copy = probe.copy(Mode.ASYNC);
        CompletableFuture<String> wait = copy.awaitAsync(Mode.FOR_EVER);
        if (inFlight) {
            transport.hang();
            time.advance(Duration.ofSeconds(2));
            assertThat(transport.open()).isEqualTo(1);
        }
        assertThat(wait.cancel(true)).isTrue();
        assertThat(time.pendingTasks()).isZero();
        assertThat(transport.open()).isZero();
        time.advance(Duration.ofHours(1));
        assertThat(transport.requests()).hasSize(inFlight ? 2 : 1).noneMatch(request -> request.method()
                .equals("DELETE"));
        assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
        return inFlight ? "poll aborted at once, no remote cancel" : "timer gone at once, no remote cancel";
    }

    @Tag("FAULT-67")
    @Test
    void awaitAsync_whenAnotherWaitIsCancelled_goesOn(Watch watch) throws Exception {
        ManualTimeSource time = watch.clock();
        FakeTransport transport = new FakeTransport(time)
                .answer(200, "{\"id\":\"op-1\"}")
                .answer(200, RUNNING)
                .answer(200, "{\"status\":\"DONE\",\"image\":\"image-1\"}");
        Probe probe = watch.own(Probe.inMemory(transport, time).build());
        Operation<String> copy = probe.copy(Mode.ASYNC);
        CompletableFuture<String> given = copy.awaitAsync(Mode.FOR_EVER);
        CompletableFuture<String> kept = copy.awaitAsync(Mode.FOR_EVER);
        assertThat(given.cancel(true)).isTrue();
        time.advance(Duration.ofSeconds(10));
        assertThat(kept).isCompletedWithValue("image-1");
        watch.saw("one of two waits", "the other wait goes on to SUCCEEDED");
    }

    @Tag("FAULT-68")
    @Test
    void close_whenThousandsWait_endsEachWait(Watch watch) throws Exception {
        FakeTransport transport = new FakeTransport();
        transport.otherwise(request -> Probe.json(request.method().equals("POST") ? "{\"id\":\"op-1\"}" : RUNNING));
        ManualTimeSource time = watch.clock();
        Probe probe = watch.own(Probe.inMemory(transport, time).build());
        List<CompletableFuture<String>> waits = new ArrayList<>(WATCHES);
        for (int i = 0; i < WATCHES; i++) {
            waits.add(probe.copy(Mode.ASYNC).awaitAsync(Mode.FOR_EVER));
        }
        long before = CPU.getCurrentThreadCpuTime();
        probe.close();
        Duration taken = Duration.ofNanos(CPU.getCurrentThreadCpuTime() - before);
        assertThat(waits).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(taken).isLessThan(Duration.ofSeconds(10));
        for (CompletableFuture<String> wait : waits.subList(0, 100)) {
            watch.resumable(Mode.failure(() -> Mode.join(wait)), ClientClosedException.class);
        }
        assertThat(waits).allSatisfy(wait -> assertThat(Mode.failure(() -> Mode.join(wait)))
                .isInstanceOfSatisfying(ClientClosedException.class, closed -> assertThat(closed.resumeToken())
                        .isPresent()));
        watch.saw("10,000 x ClientClosedException with token, done when close() returns, within 1 s");
    }
}
