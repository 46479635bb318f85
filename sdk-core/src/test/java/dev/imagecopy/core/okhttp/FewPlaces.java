package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.Urgency;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A transport with few places. */
abstract class FewPlaces extends LeakCheckedTest {
    static final int PLACES = 4;

    /** The timeout of a send, which counts only without a turn. */
    private static final Duration BY_THE_TURN = Duration.ofMillis(1);

    final OkHttpTransport transport = closing(OkHttpTransport.withPlaces(PLACES));
    final AtomicInteger turns = new AtomicInteger();

    final List<CompletableFuture<HttpResponse>> takeAll(ScriptedServer slow) throws InterruptedException {
        List<CompletableFuture<HttpResponse>> busy = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            busy.add(send(slow, false, Sending.AMPLE));
            slow.awaitArrival();
        }
        return busy;
    }

    final CompletableFuture<HttpResponse> send(ScriptedServer server, boolean staysOpen, Duration timeout) {
        return transport.sendAsync(
                request(server, staysOpen, new Turn(timeout, CompletableFuture::completedFuture)), BY_THE_TURN);
    }

    final CompletableFuture<HttpResponse> send(ScriptedServer server, SendOrder.Turn turn) {
        return transport.sendAsync(request(server, false, turn), BY_THE_TURN);
    }

    static HttpRequest request(ScriptedServer server, boolean staysOpen, SendOrder.Turn turn) {
        return Requests.get(server.uri("/")).withTag(new SendOrder(Urgency.SUBMIT, "account", staysOpen, false, turn));
    }

    final class Turn implements SendOrder.Turn {
        private final Duration timeout;
        private final Function<HttpRequest, CompletableFuture<HttpRequest>> renewal;

        Turn(Function<HttpRequest, CompletableFuture<HttpRequest>> renewal) {
            this(Sending.AMPLE, renewal);
        }

        Turn(Duration timeout, Function<HttpRequest, CompletableFuture<HttpRequest>> renewal) {
            this.timeout = timeout;
            this.renewal = renewal;
        }

        @Override
        public Duration longestWait() {
            return Duration.ofDays(1);
        }

        @Override
        public CompletableFuture<HttpRequest> renewed(HttpRequest queued) {
            return renewal.apply(queued);
        }

        @Override
        public Duration comes() {
            turns.incrementAndGet();
            return timeout;
        }
    }
}
