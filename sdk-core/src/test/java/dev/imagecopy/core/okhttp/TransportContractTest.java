package dev.imagecopy.core.okhttp;

import static dev.imagecopy.testsupport.sockets.ScriptedServer.Step.answer;
import static dev.imagecopy.testsupport.sockets.ScriptedServer.Step.awaitDrop;
import static dev.imagecopy.testsupport.sockets.ScriptedServer.Step.hangUp;
import static dev.imagecopy.testsupport.sockets.ScriptedServer.Step.raw;
import static dev.imagecopy.testsupport.sockets.ScriptedServer.Step.reset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One send is one arrival at the server, whatever the server does, for both ways to send and with and without a body. */
class TransportContractTest extends LeakCheckedTest {
    private static final Duration SHORT_SILENCE = Duration.ofMillis(250);
    private static final Step OK = answer(200);
    private static final String ELSEWHERE = "Location: http://127.0.0.1:1/elsewhere\r\n";

    /**
     * A fault and how the send must end.
     *
     * @param pooled whether the connection has served a request before
     * @param status the answer's status, or 0 for a failure in the phase
     */
    private record Fault(String name, boolean pooled, Step step, int status, SendPhase phase) {
        static Fault fails(String name, Step step, SendPhase phase) {
            return new Fault(name, false, step, 0, phase);
        }

        static Fault answers(String name, Step step, int status) {
            return new Fault(name, false, step, status, SendPhase.ANSWERED);
        }

        Fault onPooledConnection() {
            return new Fault("pooled: " + name, true, step, status, phase);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Fault> faults() {
        List<Fault> faults = new ArrayList<>(List.of(
                Fault.fails("hang up", hangUp(), SendPhase.MAYBE_SENT),
                Fault.fails("reset", reset(), SendPhase.MAYBE_SENT),
                Fault.fails("partial status line", raw("HTTP/1.1 2").then(hangUp()), SendPhase.MAYBE_SENT),
                Fault.fails("garbage status line", raw("SSH-2.0-x\r\n\r\n").then(hangUp()), SendPhase.MAYBE_SENT),
                Fault.fails("stall", awaitDrop(), SendPhase.MAYBE_SENT),
                Fault.fails(
                        "1 MiB of headers",
                        raw("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1 << 20)).then(hangUp()),
                        SendPhase.MAYBE_SENT),
                Fault.fails(
                        "30,000 headers",
                        raw("HTTP/1.1 200 OK\r\n" + "X-Header: x\r\n".repeat(30_000))
                                .then(hangUp()),
                        SendPhase.MAYBE_SENT),
                Fault.fails(
                        "truncated body",
                        raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
                                .then(hangUp()),
                        SendPhase.ANSWERED),
                Fault.fails(
                        "truncated chunks",
                        raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123")
                                .then(hangUp()),
                        SendPhase.ANSWERED),
                Fault.fails(
                        "malformed chunk",
                        raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\n12345\r\n0\r\n\r\n"),
                        SendPhase.ANSWERED),
                Fault.fails(
                        "stalled body",
                        raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
                                .then(awaitDrop()),
                        SendPhase.ANSWERED),
                Fault.fails(
                        "204 with a body", raw("HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\n{}"), SendPhase.ANSWERED),
                Fault.answers("408", answer(408), 408),
                Fault.answers(
                        "408 then hang up",
                        answer(408, "Connection: close\r\n", "").then(hangUp()),
                        408),
                Fault.answers("408, Retry-After: 0", answer(408, "Retry-After: 0\r\n", ""), 408),
                Fault.answers("421", answer(421), 421),
                Fault.answers("401", answer(401, "WWW-Authenticate: Basic realm=\"x\"\r\n", ""), 401),
                Fault.answers("407", answer(407, "Proxy-Authenticate: Basic realm=\"x\"\r\n", ""), 407),
                Fault.answers("429", answer(429, "Retry-After: 0\r\n", ""), 429),
                Fault.answers("500", answer(500), 500),
                Fault.answers("503", answer(503), 503)));
        for (String retryAfter : List.of("0", "99999999999", "-1", "abc", "", "00", "Fri, 31 Dec 9999 23:59:59 GMT")) {
            faults.add(Fault.answers(
                    "503, Retry-After: " + retryAfter, answer(503, "Retry-After: " + retryAfter + "\r\n", ""), 503));
        }
        faults.add(Fault.answers(
                "503, Retry-After twice", answer(503, "Retry-After: 0\r\nRetry-After: 99999999999\r\n", ""), 503));
        faults.add(
                Fault.answers("408, Retry-After: 99999999999", answer(408, "Retry-After: 99999999999\r\n", ""), 408));
        for (int status : new int[] {300, 301, 302, 303, 304, 305, 307, 308}) {
            faults.add(Fault.answers(status + " elsewhere", answer(status, ELSEWHERE, ""), status));
            faults.add(Fault.answers(status + " to itself", answer(status, "Location: /\r\n", ""), status));
        }
        return Stream.concat(faults.stream(), faults.stream().map(Fault::onPooledConnection));
    }

    static Stream<Arguments> cases() {
        return faults().flatMap(fault -> Stream.of(Sending.values())
                .flatMap(sending -> Stream.of("GET", "POST").map(method -> Arguments.of(fault, sending, method))));
    }

    @ParameterizedTest(name = "{0}, {1} {2}")
    @MethodSource("cases")
    void send_whenTheServerMisbehaves_arrivesOnce(Fault fault, Sending sending, String method) {
        ScriptedServer server = closing(
                fault.pooled() ? ScriptedServer.start(OK, fault.step(), OK) : ScriptedServer.start(fault.step(), OK));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        if (fault.pooled()) {
            sending.send(transport, Requests.get(server.uri("/warm-up")));
        }

        HttpRequest request = Requests.of(method, server.uri("/"));
        if (fault.name().contains("stall")) {
            request = request.withReadTimeout(SHORT_SILENCE);
        }
        if (fault.status() > 0) {
            HttpResponse answer = sending.send(transport, request);
            assertThat(answer.status()).isEqualTo(fault.status());
        } else {
            TransportException failure = Requests.failure(sending, transport, request);
            assertThat(failure.sendPhase()).isEqualTo(fault.phase());
            assertThat(failure.retryable()).isTrue();
        }

        assertThat(server.arrivals()).isEqualTo(fault.pooled() ? 2 : 1);
        assertThat(server.connections()).isEqualTo(1);
    }
}
