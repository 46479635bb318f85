package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.Urgency;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A transport whose every place is taken. */
class UrgencyTest extends LeakCheckedTest {
    private static final int MOST_EXCHANGES = 256;

    @Test
    void sendAsync_whenAPlaceComesFree_sendsTheMostUrgentFirst() throws InterruptedException {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        List<CompletableFuture<HttpResponse>> busy = IntStream.range(0, MOST_EXCHANGES)
                .mapToObj(i -> send(transport, server, "/busy", Urgency.POLL))
                .toList();
        awaitArrivals(server, MOST_EXCHANGES);
        IntStream.range(0, 50).forEach(i -> send(transport, server, "/poll", Urgency.POLL));
        CompletableFuture<HttpResponse> givenUp = send(transport, server, "/given-up", Urgency.CANCEL);
        send(transport, server, "/read", Urgency.READ);
        send(transport, server, "/submit", Urgency.SUBMIT);
        send(transport, server, "/cancel", Urgency.CANCEL);
        givenUp.cancel(true);

        for (int i = 0; i < 4; i++) {
            busy.get(i).cancel(true);
            awaitArrivals(server, 1);
        }

        assertThat(server.requests().subList(MOST_EXCHANGES, MOST_EXCHANGES + 4))
                .extracting(request -> request.split(" ", -1)[1])
                .containsExactly("/cancel", "/submit", "/read", "/poll");
    }

    private static CompletableFuture<HttpResponse> send(
            OkHttpTransport transport, ScriptedServer server, String path, Urgency urgency) {
        HttpRequest request = Requests.get(server.uri(path)).withTag(new SendOrder(urgency, "account"));
        return transport.sendAsync(request, Sending.AMPLE);
    }

    private static void awaitArrivals(ScriptedServer server, int arrivals) throws InterruptedException {
        for (int i = 0; i < arrivals; i++) {
            server.awaitArrival();
        }
    }
}
