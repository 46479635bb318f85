package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A transport in a system that has no threads to spare. */
class ScarceThreadsTest extends LeakCheckedTest {
    private final AtomicInteger left = new AtomicInteger();
    private final OkHttpTransport transport = closing(OkHttpTransport.withPlaces(2, new TransportThreads(2, work -> {
        if (left.getAndUpdate(some -> Math.max(0, some - 1)) == 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        Thread thread = new Thread(work, "image-copy-http");
        thread.setDaemon(true);
        return thread;
    })));

    private CompletableFuture<HttpResponse> send(ScriptedServer server) {
        return transport.sendAsync(Requests.get(server.uri("/")), Sending.AMPLE);
    }

    @Test
    void sendAsync_whenNoThreadCanBeStarted_failsAsNotSentAndGivesItsPlaceBack() {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        for (int i = 0; i < 5; i++) {
            Throwable failed = catchThrowable(send(server)::join).getCause();

            assertThat(failed).isInstanceOfSatisfying(TransportException.class, e -> {
                assertThat(e.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
                assertThat(e.retryable()).isTrue();
                assertThat(e).hasMessageContaining("could not start another thread");
            });
        }

        left.set(1);

        assertThat(send(server).join().status()).isEqualTo(200);
    }

    @Test
    void sendAsync_whenOnlyOneThreadCanBeStarted_endsAllThatWait() throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        left.set(1);
        CompletableFuture<HttpResponse> open = send(slow);
        slow.awaitArrival();
        List<CompletableFuture<HttpResponse>> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(send(server));
        }

        assertThat(others).allSatisfy(other -> assertThat(catchThrowable(other::join))
                .hasCauseInstanceOf(TransportException.class));
        assertThat(open).isNotDone();
        open.cancel(true);
    }

    @Test
    void timeout_whenNoThreadCanBeStartedForItsEnd_endsTheExchangeAllTheSame() {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        left.set(1);

        CompletableFuture<HttpResponse> late = transport.sendAsync(Requests.get(slow.uri("/")), Duration.ofMillis(200));

        assertThat(catchThrowable(late::join)).hasCauseInstanceOf(TransportException.class);
    }

    @Test
    void send_whenNoThreadCanBeStartedForTheNameLookup_looksItUpItself() {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));

        HttpResponse answer = transport.send(
                Requests.get(java.net.URI.create(
                        "http://localhost:" + server.uri("/").getPort() + "/")),
                Sending.AMPLE);

        assertThat(answer.status()).isEqualTo(200);
    }
}
