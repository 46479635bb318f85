package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.Urgency;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A transport with few places, more exchanges than it has, and some that stay open. */
class PlacesTest extends LeakCheckedTest {
    private static final int PLACES = 4;

    private final OkHttpTransport transport = closing(OkHttpTransport.withPlaces(PLACES));
    private final AtomicInteger turns = new AtomicInteger();

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

    private CompletableFuture<HttpResponse> send(ScriptedServer server, boolean staysOpen, Duration timeout) {
        SendOrder.Turn turn = new SendOrder.Turn() {
            @Override
            public Duration longestWait() {
                return Duration.ofDays(1);
            }

            @Override
            public Duration comes() {
                turns.incrementAndGet();
                return timeout;
            }
        };
        HttpRequest request =
                Requests.get(server.uri("/")).withTag(new SendOrder(Urgency.SUBMIT, "account", staysOpen, false, turn));
        return transport.sendAsync(request, Duration.ofMillis(1)); // counts only without a turn
    }
}
