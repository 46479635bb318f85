package dev.imagecopy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The front without sockets. */
class SimulatorInProcessTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpRequest COPY = HttpRequest.of(
                    "POST", URI.create("https://eu.shelf.test/copies?x=1"), HttpHeaders.empty())
            .withBody("{\"source\":\"image-1\"}".getBytes(StandardCharsets.UTF_8));

    private final ManualTimeSource time = new ManualTimeSource();
    private final ShelfSimulator simulator = ShelfSimulator.inProcess(time);
    private final HttpTransport transport = simulator.transport();

    @Test
    void answer_carriesHeadersAndDate() {
        HttpResponse answer = transport.send(COPY, TIMEOUT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyAsText()).isEqualTo("{\"id\":\"copy-0\"}");
        assertThat(answer.headers().first("Content-Type")).contains("application/json");
        assertThat(answer.headers().first("Date")).contains("Thu, 01 Jan 2026 00:00:00 GMT");
    }

    @Test
    void request_hasTheHeadersOfARealTransport() {
        transport.send(COPY, TIMEOUT);

        RecordedRequest request = simulator.requests().get(0);
        assertThat(request.headers().first("Host")).contains("eu.shelf.test");
        assertThat(request.headers().first("Content-Length")).contains("20");
        assertThat(request.path()).isEqualTo("/copies");
        assertThat(request.query()).isEqualTo("x=1");
    }

    @Test
    void endpoint_neverResolves() {
        assertThat(simulator.endpoint()).isEqualTo(URI.create("https://simulator.invalid/"));
    }

    static Stream<Arguments> lostReplies() {
        return Stream.of(
                Arguments.of(Fault.dropRequest(), SendPhase.MAYBE_SENT, EOFException.class, 0, 1),
                Arguments.of(Fault.loseReply(), SendPhase.MAYBE_SENT, EOFException.class, 1, 1),
                Arguments.of(Fault.resetReply(), SendPhase.MAYBE_SENT, SocketException.class, 1, 1),
                Arguments.of(Fault.garbageReply(), SendPhase.MAYBE_SENT, ProtocolException.class, 1, 1),
                Arguments.of(Fault.truncateReply(), SendPhase.ANSWERED, ProtocolException.class, 1, 1),
                Arguments.of(Fault.delayReply(TIMEOUT), SendPhase.MAYBE_SENT, SocketTimeoutException.class, 1, 1),
                Arguments.of(Fault.refuseConnection(), SendPhase.NOT_SENT, ConnectException.class, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("lostReplies")
    void fault_sync_endsInItsPhase(
            Fault fault, SendPhase phase, Class<? extends Exception> cause, int copies, int arrivals) {
        simulator.failNext(fault);

        assertThatThrownBy(() -> transport.send(COPY, TIMEOUT))
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.sendPhase())
                        .isEqualTo(phase))
                .hasCauseInstanceOf(cause);
        assertThat(simulator.copies()).hasSize(copies);
        assertThat(simulator.arrivals("copyImage")).isEqualTo(arrivals);
        assertThat(transport.send(COPY, TIMEOUT).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("lostReplies")
    void fault_async_endsInItsPhase(
            Fault fault, SendPhase phase, Class<? extends Exception> cause, int copies, int arrivals) {
        simulator.failNext(fault);

        CompletableFuture<HttpResponse> future = transport.sendAsync(COPY, TIMEOUT);
        time.advance(TIMEOUT);

        assertThatThrownBy(future::join)
                .cause()
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.sendPhase())
                        .isEqualTo(phase))
                .hasCauseInstanceOf(cause);
        assertThat(simulator.copies()).hasSize(copies);
        assertThat(simulator.arrivals("copyImage")).isEqualTo(arrivals);
    }

    @Test
    void delayReply_takesItsTime() {
        simulator.failNext(Fault.delayReply(Duration.ofSeconds(7)).times(2));

        assertThat(transport.send(COPY, TIMEOUT).status()).isEqualTo(200);
        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));

        CompletableFuture<HttpResponse> future = transport.sendAsync(COPY, TIMEOUT);
        assertThat(future).isNotDone();
        time.advance(Duration.ofSeconds(7));
        assertThat(future).isCompleted();
    }

    @Test
    void fault_withSkippingAndTimes_strikesThere() {
        simulator.failNext(Fault.status(503).on("copyImage").skipping(1).times(2));

        assertThat(statuses(5)).containsExactly(200, 503, 503, 200, 200);
        assertThat(simulator.pendingFaults()).isZero();
    }

    @Test
    void fault_skipsRequestsThatAnotherStrikes_whicheverWasQueuedFirst() {
        Fault second = Fault.status(503).on("copyImage").skipping(1).times(2);
        Fault fifth = Fault.status(500).skipping(4);

        simulator.failNext(second);
        simulator.failNext(fifth);
        assertThat(statuses(6)).containsExactly(200, 503, 503, 200, 500, 200);
        simulator.failNext(fifth);
        simulator.failNext(second);
        assertThat(statuses(6)).containsExactly(200, 503, 503, 200, 500, 200);
        assertThat(simulator.pendingFaults()).isZero();
    }

    @Test
    void fault_thatAppliesToARequestThatAnotherStrikes_waitsForTheNext() {
        simulator.failNext(Fault.status(503));
        simulator.failNext(Fault.status(500));

        assertThat(statuses(3)).containsExactly(503, 500, 200);
    }

    @Test
    void fault_ofAnotherCall_waits() {
        simulator.failNext(Fault.status(503).on("describeCopy"));

        assertThat(transport.send(COPY, TIMEOUT).status()).isEqualTo(200);
        assertThat(simulator.pendingFaults()).isEqualTo(1);
    }

    @Test
    void statusFault_carriesBodyAndHeadersInAnyOrder() {
        simulator.failNext(Fault.status(400).header("x-request-id", "r-1").body("text/xml", "<Error/>"));
        simulator.failNext(Fault.status(400).body("text/xml", "<Error/>").header("x-request-id", "r-1"));

        for (int i = 0; i < 2; i++) {
            HttpResponse answer = transport.send(COPY, TIMEOUT);
            assertThat(answer.headers().first("x-request-id")).contains("r-1");
            assertThat(answer.headers().all("Content-Type")).containsExactly("text/xml");
            assertThat(answer.bodyAsText()).isEqualTo("<Error/>");
        }
    }

    @Test
    void body_ofAFaultThatAnswersNothing_isRefused() {
        assertThatThrownBy(() -> Fault.loseReply().body("text/plain", "x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void malformedEscape_isRefusedBeforeTheService() {
        assertThat(transport
                        .send(COPY.withUri(URI.create("https://eu.shelf.test/%C3%28")), TIMEOUT)
                        .status())
                .isEqualTo(400);
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void bugOfTheSimulator_reachesTheTest() {
        HttpRequest broken = COPY.withBody("no json".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> transport.send(broken, TIMEOUT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closedSimulator_refusesConnections() {
        simulator.close();

        assertThatThrownBy(() -> transport.send(COPY, TIMEOUT))
                .isInstanceOfSatisfying(TransportException.class, failure -> assertThat(failure.sendPhase())
                        .isEqualTo(SendPhase.NOT_SENT));
    }

    @Test
    void script_holdsForCopiesStartedAfterwards() {
        transport.send(COPY, TIMEOUT);
        simulator.script(Timeline.polls(1).invisibleFor(1));
        transport.send(COPY, TIMEOUT);

        assertThat(state("copy-0")).contains("SUCCEEDED");
        assertThat(state("copy-1")).contains("NotFound");
        assertThat(state("copy-1")).contains("RUNNING");
        assertThat(state("copy-1")).contains("SUCCEEDED");
    }

    @Test
    void awaitArrivals_isBounded() throws InterruptedException {
        assertThat(simulator.awaitArrivals("copyImage", 1, Duration.ofMillis(1)))
                .isFalse();
        transport.send(COPY, TIMEOUT);
        assertThat(simulator.awaitArrivals("copyImage", 1, Duration.ofMillis(1)))
                .isTrue();
    }

    private List<Integer> statuses(int requests) {
        return Stream.generate(() -> transport.send(COPY, TIMEOUT).status())
                .limit(requests)
                .toList();
    }

    private String state(String id) {
        HttpRequest describe = HttpRequest.of("GET", URI.create("https://eu.shelf.test/" + id), HttpHeaders.empty());
        return transport.send(describe, TIMEOUT).bodyAsText();
    }
}
