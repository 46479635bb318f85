package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A service that would never come to an end: what ends is the exchange. */
@Timeout(300)
class TimeoutTest extends LeakCheckedTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final int MOST_EXCHANGES = 256;

    @ParameterizedTest
    @EnumSource
    void send_whenTheServiceIsSilent_endsWithTheReadTimeout(Sending sending) throws InterruptedException {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        OkHttpTransport transport = closing(OkHttpTransport.create(BOUND, SHORT));

        TransportException failure = Requests.failure(sending, transport, Requests.post(server.uri("/")));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
        assertThat(failure.reason()).isEqualTo("the service was silent for too long");
        assertThat(failure.retryable()).isTrue();
        server.awaitDrop();
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheRequestAllowsALongerSilence_waitsForTheAnswer(Sending sending) {
        ScriptedServer server =
                closing(ScriptedServer.start(((Step) (peer, s) -> peer.pause(600)).then(Step.answer(200))));
        OkHttpTransport transport = closing(OkHttpTransport.create(BOUND, Duration.ofMillis(200)));

        HttpResponse answer =
                sending.send(transport, Requests.post(server.uri("/")).withReadTimeout(Duration.ofSeconds(20)));

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheHeadDribbles_endsWithTheTimeout(Sending sending) throws InterruptedException {
        ScriptedServer server = closing(ScriptedServer.start(
                Step.raw("HTTP/1.1 200 OK\r\nX: ").then(dribble()).then(Step.awaitDrop())));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        TransportException failure = timedOut(sending, transport, server.uri("/"), SendPhase.MAYBE_SENT);

        assertThat(failure.reason()).isEqualTo("no complete response within 300 ms");
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheBodyDribbles_endsWithTheTimeoutAfterAnAnswer(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(
                Step.raw("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n").then(dribble())));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        timedOut(sending, transport, server.uri("/"), SendPhase.ANSWERED);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenInterimAnswersNeverEnd_endsWithTheTimeout(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start((peer, s) -> {
            while (true) {
                peer.send("HTTP/1.1 103 Early Hints\r\n\r\n");
                peer.pause(20);
            }
        }));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        timedOut(sending, transport, server.uri("/"), SendPhase.MAYBE_SENT);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenResolvingTheNameHangs_endsWithTheTimeout(Sending sending) {
        CountDownLatch never = new CountDownLatch(1);
        Dns hanging = host -> {
            try {
                never.await();
                return List.of(InetAddress.getLoopbackAddress());
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
        };
        OkHttpTransport transport = closing(OkHttpTransport.using(borrowed(new OkHttpClient.Builder().dns(hanging))));
        closing((AutoCloseable) never::countDown);

        timedOut(sending, transport, URI.create("http://slow.test:1/"), SendPhase.NOT_SENT);
    }

    @Test
    void send_whenNoThreadIsFree_endsWithTheTimeoutUnsent() throws InterruptedException {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        List<CompletableFuture<HttpResponse>> busy = IntStream.range(0, MOST_EXCHANGES)
                .mapToObj(i -> transport.sendAsync(Requests.get(server.uri("/" + i)), Sending.AMPLE))
                .toList();
        for (int i = 0; i < MOST_EXCHANGES; i++) {
            server.awaitArrival();
        }

        timedOut(Sending.SYNC, transport, server.uri("/late"), SendPhase.NOT_SENT);

        assertThat(server.arrivals()).isEqualTo(MOST_EXCHANGES);
        assertThat(busy).noneMatch(CompletableFuture::isDone);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenNobodyAcceptsTheConnection_endsWithTheConnectTimeout(Sending sending) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        ServerSocket full = closing(new ServerSocket(0, 1, loopback));
        while (connects(closing(new Socket()), full)) {
            // fills the queue of connections that nobody accepts
        }
        OkHttpTransport transport = closing(OkHttpTransport.create(SHORT, BOUND));

        TransportException failure = Requests.failure(
                sending, transport, Requests.post(URI.create("http://127.0.0.1:" + full.getLocalPort() + "/")));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.reason()).isEqualTo("the connection attempt took too long");
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheServiceTakesNoMoreOfTheRequest_endsWithTheTimeout(Sending sending) throws IOException {
        ServerSocket deaf = closing(new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");

        TransportException failure =
                timedOut(sending, transport, Requests.post(uri).withBody(new byte[64 << 20]), SendPhase.MAYBE_SENT);

        assertThat(failure.reason()).isEqualTo("no complete response within 300 ms");
    }

    @Test
    void create_whenATimeoutIsOutOfRange_isRefused() {
        for (Duration bad : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofNanos(1), Duration.ofDays(25))) {
            assertThatIllegalArgumentException().isThrownBy(() -> OkHttpTransport.create(bad, BOUND));
            assertThatIllegalArgumentException().isThrownBy(() -> OkHttpTransport.create(BOUND, bad));
        }
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheTimeoutIsNotPositive_isRefused(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sending.send(transport, Requests.get(server.uri("/")), timeout));
        }
        assertThat(server.arrivals()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheTimeoutIsEndless_isAnswered(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        HttpResponse answer =
                sending.send(transport, Requests.get(server.uri("/")), Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(answer.status()).isEqualTo(200);
    }

    private static boolean connects(Socket socket, ServerSocket server) throws IOException {
        try {
            socket.connect(server.getLocalSocketAddress(), 100);
            return true;
        } catch (SocketTimeoutException queueIsFull) {
            return false;
        }
    }

    private static Step dribble() {
        return (peer, server) -> {
            while (true) {
                peer.send("x");
                peer.pause(20);
            }
        };
    }

    private static TransportException timedOut(Sending sending, OkHttpTransport transport, URI uri, SendPhase phase) {
        return timedOut(sending, transport, Requests.post(uri), phase);
    }

    private static TransportException timedOut(
            Sending sending, OkHttpTransport transport, HttpRequest request, SendPhase phase) {
        long start = System.nanoTime();
        TransportException failure = Requests.failure(sending, transport, request, SHORT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SHORT);
        assertThat(failure.sendPhase()).isEqualTo(phase);
        assertThat(failure.retryable()).isTrue();
        return failure;
    }
}
