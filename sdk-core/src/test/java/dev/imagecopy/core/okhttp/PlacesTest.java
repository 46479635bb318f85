package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transport with few places, more exchanges than it has, and some that stay open. */
class PlacesTest extends FewPlaces {
    @Test
    void sendAsync_whileExchangesStayOpen_sendsTheOthers() throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<CompletableFuture<HttpResponse>> open = new ArrayList<>();
        for (int i = 0; i < 3 * PLACES; i++) {
            open.add(send(slow, true, Sending.AMPLE));
        }
        for (int i = 0; i < PLACES; i++) {
            slow.awaitArrival();
        }

        assertThat(send(quick, false, Sending.AMPLE).join().status()).isEqualTo(200);
        assertThat(slow.requests()).hasSize(PLACES);
        open.forEach(exchange -> exchange.cancel(true));
    }

    @Test
    void sendAsync_whenItHasToWait_doesNotCountTheWait() throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        List<CompletableFuture<HttpResponse>> busy = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            busy.add(send(slow, true, Sending.AMPLE));
            slow.awaitArrival();
        }
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));

        CompletableFuture<HttpResponse> waiting = send(quick, true, Sending.AMPLE);
        assertThat(turns).hasValue(PLACES);
        assertThat(waiting).isNotDone();
        busy.get(0).cancel(true);

        assertThat(waiting.join().status()).isEqualTo(200);
        assertThat(turns).hasValue(PLACES + 1);
        busy.forEach(exchange -> exchange.cancel(true));
    }

    @Test
    void sendAsync_whenThousandsWait_sendsThemAllOnAsManyThreadsAsThereArePlaces() {
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<String> threads = new CopyOnWriteArrayList<>();
        List<CompletableFuture<HttpResponse>> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            CompletableFuture<HttpResponse> sent = send(quick, i % 2 == 0, Sending.AMPLE);
            all.add(sent);
            if (i % 100 == 0) {
                CompletableFuture<Void> unused = sent.thenAccept(
                        answer -> threads.add(Thread.currentThread().getName()));
            }
        }

        assertThat(all).allSatisfy(sent -> assertThat(sent.join().status()).isEqualTo(200));
        assertThat(turns).hasValue(10_000);
        long running = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("image-copy-http"))
                .count();
        assertThat(running).isLessThanOrEqualTo(2 * PLACES);
    }

    /** Exchanges that stay open have places and threads of their own, which the others do not use. */
    @Test
    void sendAsync_whenThousandsOfOneKindWait_usesOnlyThePlacesOfThatKind() {
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<CompletableFuture<HttpResponse>> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            all.add(send(quick, false, Sending.AMPLE));
        }

        assertThat(all).allSatisfy(sent -> assertThat(sent.join().status()).isEqualTo(200));
        long running = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("image-copy-http"))
                .count();
        assertThat(running).isLessThanOrEqualTo(PLACES);
    }

    @Test
    void sendAsync_whenItHadToWait_sendsTheRenewedRequest() throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<CompletableFuture<HttpResponse>> busy = takeAll(slow);

        CompletableFuture<HttpResponse> waiting = send(
                quick,
                new Turn(queued -> CompletableFuture.completedFuture(queued.withHeaders(
                        HttpHeaders.builder().add("X-Date", "later").build()))));
        busy.get(0).cancel(true);

        assertThat(waiting.join().status()).isEqualTo(200);
        assertThat(quick.requests()).singleElement().asString().contains("X-Date: later");
        busy.forEach(exchange -> exchange.cancel(true));
    }

    @Test
    void sendAsync_whileARequestIsBeingRenewed_sendsOthersAndThenThatOne() throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<CompletableFuture<HttpResponse>> busy = takeAll(slow);
        CompletableFuture<HttpRequest> renewal = new CompletableFuture<>();
        List<HttpRequest> asked = new CopyOnWriteArrayList<>();

        CompletableFuture<HttpResponse> notReady = send(quick, new Turn(queued -> {
            asked.add(queued);
            return renewal;
        }));
        CompletableFuture<HttpResponse> next = send(quick, false, Sending.AMPLE);
        busy.get(0).cancel(true);
        assertThat(next.join().status()).isEqualTo(200);
        assertThat(notReady).isNotDone();
        renewal.complete(asked.get(0));

        assertThat(notReady.join().status()).isEqualTo(200);
        assertThat(asked).hasSize(1);
        busy.forEach(exchange -> exchange.cancel(true));
    }

    @Test
    void sendAsync_whenItsRenewalFails_failsAndGivesItsPlaceToTheNext() throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        List<CompletableFuture<HttpResponse>> busy = takeAll(slow);
        IllegalStateException bug = new IllegalStateException("bug");

        List<CompletableFuture<HttpResponse>> failing = List.of(
                send(quick, new Turn(queued -> CompletableFuture.failedFuture(bug))), send(quick, new Turn(queued -> {
                    throw bug;
                })));
        CompletableFuture<HttpResponse> next = send(quick, false, Sending.AMPLE);
        busy.get(0).cancel(true);

        assertThat(next.join().status()).isEqualTo(200);
        assertThat(failing).allSatisfy(failed -> assertThat(failed)
                .isCompletedExceptionally()
                .failsWithin(Sending.AMPLE)
                .withThrowableThat()
                .havingCause()
                .isSameAs(bug));
        assertThat(quick.requests()).hasSize(1);
        busy.forEach(exchange -> exchange.cancel(true));
    }

    @ParameterizedTest
    @EnumSource
    void send_whenItsTurnDoesNotComeInTime_saysThatItWaitedForAPlace(Sending sending) throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        List<CompletableFuture<HttpResponse>> busy = takeAll(slow);
        SendOrder.Turn impatient = new SendOrder.Turn() {
            @Override
            public Duration longestWait() {
                return Duration.ofMillis(20);
            }

            @Override
            public Duration comes() {
                throw new IllegalStateException("its turn has come");
            }
        };

        assertThatThrownBy(() -> sending.send(transport, request(slow, false, impatient), Sending.AMPLE))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessage("no place among the client's exchanges became free within 20 ms, and nothing was sent");
        busy.forEach(exchange -> exchange.cancel(true));
    }

    @Test
    void sendAsync_whenItsRenewalThrowsAnError_doesNotBlameOkHttp() throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        List<CompletableFuture<HttpResponse>> busy = takeAll(slow);

        CompletableFuture<HttpResponse> failing =
                send(slow, new Turn(queued -> CompletableFuture.failedFuture(new StackOverflowError("supplier"))));
        busy.get(0).cancel(true);

        assertThat(failing)
                .failsWithin(Sending.AMPLE)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(TransportException.class, told -> {
                    assertThat(told.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
                    assertThat(told.reason()).contains("so nothing was sent").doesNotContain("OkHttp");
                });
        busy.forEach(exchange -> exchange.cancel(true));
    }

    @ParameterizedTest
    @EnumSource
    void send_whenItsTurnIsRefused_failsAndGivesItsPlaceBack(Sending sending) {
        ScriptedServer quick = closing(ScriptedServer.start(Step.answer(200)));
        SendOrder.Turn refused = new SendOrder.Turn() {
            @Override
            public Duration longestWait() {
                return Duration.ofDays(1);
            }

            @Override
            public Duration comes() {
                throw new IllegalStateException("closed");
            }
        };

        for (int i = 0; i < 2 * PLACES; i++) {
            assertThatThrownBy(() -> sending.send(transport, request(quick, false, refused), Sending.AMPLE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("closed");
        }

        assertThat(send(quick, false, Sending.AMPLE).join().status()).isEqualTo(200);
    }

    @Test
    void close_whileRequestsAreBeingRenewed_endsThem() throws InterruptedException {
        ScriptedServer slow = closing(ScriptedServer.start(Step.awaitDrop()));
        List<CompletableFuture<HttpResponse>> busy = takeAll(slow);
        CompletableFuture<HttpRequest> renewal = new CompletableFuture<>();
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        CompletableFuture<HttpResponse> notReady = send(slow, new Turn(queued -> {
            asked.complete(true);
            return renewal;
        }));
        busy.get(0).cancel(true);
        asked.join();

        transport.close();

        assertThat(notReady).isCompletedExceptionally();
        renewal.completeExceptionally(new IllegalStateException("too late"));
        assertThat(slow.requests()).hasSize(PLACES);
    }
}
