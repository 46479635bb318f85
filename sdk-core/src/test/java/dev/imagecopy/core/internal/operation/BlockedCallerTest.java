package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.internal.BlockedCaller;
import dev.imagecopy.core.internal.Lifecycle;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.testing.ForwardingTimeSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocking calls on what was borrowed, when the client is closed under them. */
@Timeout(300)
class BlockedCallerTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();
    private final CountDownLatch blocked = new CountDownLatch(1);

    @Test
    void close_whenACopyBlocksInABorrowedTransport_endsItAsAmbiguousWithTheToken() throws Exception {
        setup.transport = new Deaf();
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            CompletableFuture<Operation<String>> start = Style.inThread(() -> {
                try {
                    return bench.runtime.start(bench.type, "golden", CallOptions.defaults());
                } finally {
                    flag.complete(Thread.currentThread().isInterrupted());
                }
            });
            assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();

            bench.runtime.close();

            assertThat(endOf(start))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasCauseInstanceOf(ClientClosedException.class)
                    .satisfies(error ->
                            assertThat(((SdkException) error).resumeToken()).isPresent());
            assertThat(flag.get(60, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void close_whenAPollBlocksInABorrowedTransport_endsItWithTheToken() throws Exception {
        setup.transport = new Deaf();
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = resumed(bench);
            CompletableFuture<?> poll = Style.inThread(operation::poll);
            assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();

            bench.runtime.close();

            assertThat(endOf(poll))
                    .isInstanceOfSatisfying(ClientClosedException.class, error -> assertThat(error.resumeToken())
                            .contains(operation.resumeToken()));
        }
    }

    @Test
    void close_whenACallPausesOnABorrowedClock_endsIt() throws Exception {
        setup.retryPolicy = RetryPolicy.standard();
        setup.time = new Sleeper();
        try (CopyBench bench = new CopyBench(setup)) {
            bench.nowAnswers(500, "");
            Operation<String> operation = resumed(bench);
            CompletableFuture<?> poll = Style.inThread(operation::poll);
            assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();

            bench.runtime.close();

            assertThat(endOf(poll)).isInstanceOf(ClientClosedException.class);
        }
    }

    @Test
    void close_whenAStartLooksForItsCopyOnABorrowedClock_endsItWithTheToken() throws Exception {
        setup.time = new Sleeper();
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost());
            CompletableFuture<?> start =
                    Style.inThread(() -> bench.runtime.start(bench.type, "golden", CallOptions.defaults()));
            assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();

            bench.runtime.close();

            assertThat(endOf(start))
                    .isInstanceOfSatisfying(AmbiguousOutcomeException.class, error -> assertThat(error.resumeToken())
                            .isPresent());
        }
    }

    @Test
    void close_whenABorrowedOkHttpClientWaitsForASilentServer_endsTheCall() throws Exception {
        OkHttpClient borrowed = new OkHttpClient();
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                OkHttpTransport transport = OkHttpTransport.using(borrowed)) {
            setup.transport = new Redirected(transport, silent.getLocalPort());
            try (CopyBench bench = new CopyBench(setup)) {
                CompletableFuture<?> start =
                        Style.inThread(() -> bench.runtime.start(bench.type, "golden", CallOptions.defaults()));
                silent.accept().getInputStream().read(); // the request is on its way

                bench.runtime.close();

                assertThat(endOf(start)).isInstanceOf(AmbiguousOutcomeException.class);
            }
        } finally {
            borrowed.connectionPool().evictAll();
        }
    }

    @Test
    void interrupt_ofSomebodyElse_staysWhenTheClientCloses() {
        Lifecycle lifecycle = new Lifecycle();

        boolean inside = wakeable(lifecycle, () -> {
            Thread.currentThread().interrupt();
            closeElsewhere(lifecycle);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(inside).isTrue();
        assertThat(Thread.interrupted()).isTrue(); // and leaves the thread clean for the next test
    }

    @Test
    void close_whenTheCallIsOver_interruptsNobody() {
        Lifecycle lifecycle = new Lifecycle();
        BlockedCaller caller = new BlockedCaller();
        lifecycle.onClose(caller);
        caller.leave();

        closeElsewhere(lifecycle);

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void close_whenWorkOfTheCallThrows_takesTheInterruptBack() {
        Lifecycle lifecycle = new Lifecycle();

        assertThatThrownBy(() -> wakeable(lifecycle, () -> {
                    closeElsewhere(lifecycle);
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                    throw new IllegalStateException("work");
                }))
                .hasMessage("work");

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void close_byTheThreadThatMakesTheCall_interruptsNobody() {
        Lifecycle lifecycle = new Lifecycle();

        assertThat(wakeable(
                        lifecycle,
                        () -> lifecycle.close() && !Thread.currentThread().isInterrupted()))
                .isTrue();
    }

    private static <T> T wakeable(Lifecycle lifecycle, Supplier<T> work) {
        BlockedCaller caller = lifecycle.enter();
        try {
            return work.get();
        } finally {
            lifecycle.leave(caller);
        }
    }

    private static void closeElsewhere(Lifecycle lifecycle) {
        CompletableFuture<Boolean> closed = Style.inThread(lifecycle::close);
        while (!closed.isDone()) {
            Thread.onSpinWait(); // a join would take the interrupt away for a moment
        }
        assertThat(closed).isCompletedWithValue(true);
    }

    private static Operation<String> resumed(CopyBench bench) {
        return bench.runtime.resume(
                ResumeTokenCodec.encode(
                        new OperationHandle(
                                new OperationHandle.Place("made-up", "copy-image", "here", "project-1"),
                                new OperationHandle.Start("", Fingerprint.of(""), bench.time.now(), KeptRequest.none()),
                                "op-1",
                                "golden",
                                Map.of()),
                        Optional.empty()),
                List.of(bench.type));
    }

    /** What the call failed with, within the second that closing may take. */
    private static Throwable endOf(CompletableFuture<?> call) throws Exception {
        try {
            call.get(60, TimeUnit.SECONDS);
            throw new AssertionError("the call succeeded");
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** A stranger's transport, whose service never answers. */
    private final class Deaf implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            blocked.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody counts down");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SdkInterruptedException("interrupted", ErrorContext.none(false), e);
            }
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }

    /** Sends everything to a port of this machine. */
    private record Redirected(HttpTransport transport, int port) implements HttpTransport {
        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return transport.send(
                    request.withUri(URI.create(
                            "http://localhost:" + port + request.uri().getRawPath())),
                    timeout);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return transport.sendAsync(request, timeout);
        }

        @Override
        public void close() {}
    }

    /** A stranger's clock, on which sleepers sleep until they are interrupted. */
    private final class Sleeper extends ForwardingTimeSource {
        Sleeper() {
            super(setup.manual);
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            if (duration.isZero()) {
                return;
            }
            blocked.countDown();
            new CountDownLatch(1).await();
        }

        @Override
        public void close() {}
    }
}
