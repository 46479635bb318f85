package dev.imagecopy.verification.faults;

import static dev.imagecopy.core.retry.Repeatability.ONCE;
import static dev.imagecopy.core.retry.Repeatability.SAFE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;

/** Rows 19 to 21 and 42 to 49: answers that are there but cannot be what they should be. */
final class AnswerFaults {
    private static final int BOMB = 128 << 20;

    private AnswerFaults() {}

    static List<FaultCase> cases() {
        List<FaultCase> cases = new ArrayList<>();
        bad(19, Map.of("", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":"))
                .forEach(cases::add);
        Map<String, String> bodies = new TreeMap<>(
                Map.of("empty", "", "null", "null", "array", "[]", "captive page", "<html>log in</html>"));
        bodies.forEach((name, body) -> unreadable(cases, 20, name, body));
        Map<String, String> framings = new TreeMap<>(Map.of(
                "malformed chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
                "short body", "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"id\":\"x\"}"));
        bad(21, framings).forEach(cases::add);
        cases.add(FaultCase.of(42, "success", (mode, watch) -> bomb(mode, watch, 200)));
        cases.add(FaultCase.of(42, "error", (mode, watch) -> bomb(mode, watch, 400)));
        cases.add(FaultCase.of(43, "corrupt", (mode, watch) -> gzip(mode, watch, true)));
        cases.add(FaultCase.of(43, "no gzip at all", (mode, watch) -> gzip(mode, watch, false)));
        unreadable(cases, 44, "depth", "{\"id\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");
        unreadable(cases, 44, "number", "{\"id\":" + "9".repeat(10_000) + "}");
        unreadable(cases, 44, "string", "{\"id\":\"" + "x".repeat(2 << 20) + "\"}");
        unreadable(cases, 44, "NaN", "{\"id\":NaN}");
        unreadable(cases, 45, "", "{\"id\":\"a\",\"id\":\"b\"}");
        unreadable(cases, 46, "", "{\"id\":\"a\"} {\"id\":\"b\"}");
        cases.add(FaultCase.of(47, "number for text", (mode, watch) -> read(mode, watch, "{\"id\":7}", "7")));
        unreadable(cases, 47, "object for text", "{\"id\":{}}");
        cases.add(FaultCase.of(
                48, "unknown field", (mode, watch) -> read(mode, watch, "{\"new\":[1],\"id\":\"x\"}", "x")));
        unreadable(cases, 49, "missing", "{}");
        unreadable(cases, 49, "empty", "{\"id\":\"\"}");
        return cases;
    }

    /** Both for a call that may be repeated and for one that may not. */
    private static void unreadable(List<FaultCase> cases, int row, String name, String body) {
        MockResponse answer = new MockResponse.Builder().code(200).body(body).build();
        String prefix = name.isEmpty() ? "" : name + ", ";
        cases.add(FaultCase.of(row, prefix + "GET", (mode, watch) -> {
            Peer peer = watch.own(Peer.always(answer));
            Probe probe =
                    watch.own(Probe.at(peer.uri()).retryPolicy(Probe.QUICK).build());
            assertThat(watch.typed(probe.fail(SAFE, mode), ResponseFormatException.class)
                            .status())
                    .isEqualTo(200);
            return "ResponseFormatException";
        }));
        cases.add(FaultCase.of(row, prefix + "POST", (mode, watch) -> {
            Peer peer = watch.own(Peer.always(answer));
            Probe probe =
                    watch.own(Probe.at(peer.uri()).retryPolicy(Probe.QUICK).build());
            AmbiguousOutcomeException error = watch.typed(probe.fail(ONCE, mode), AmbiguousOutcomeException.class);
            assertThat(error).hasCauseInstanceOf(ResponseFormatException.class);
            assertThat(peer.arrivals()).isEqualTo(1);
            return "1 arrival, AmbiguousOutcomeException, never failed";
        }));
    }

    private static List<FaultCase> bad(int row, Map<String, String> answers) {
        List<FaultCase> cases = new ArrayList<>();
        answers.forEach((name, answer) -> cases.add(FaultCase.of(row, name, (mode, watch) -> {
            ScriptedServer server =
                    watch.own(ScriptedServer.start(Step.raw(answer).then(Step.hangUp())));
            Probe probe =
                    watch.own(Probe.at(server.uri("/")).retryPolicy(Probe.QUICK).build());
            SdkException once = watch.typed(probe.fail(ONCE, mode), AmbiguousOutcomeException.class);
            assertThat(server.arrivals()).isEqualTo(1);
            assertThat(once.getCause()).isInstanceOfAny(TransportException.class, ResponseFormatException.class);
            SdkException safe = watch.typed(probe.fail(SAFE, mode), SdkException.class);
            assertThat(safe).isInstanceOfAny(TransportException.class, ResponseFormatException.class);
            return "POST: 1 arrival, AmbiguousOutcomeException; GET: "
                    + safe.getClass().getSimpleName();
        })));
        return cases;
    }

    private static String read(Mode mode, Watch watch, String body, String id) throws Exception {
        Peer peer = watch.own(
                Peer.always(new MockResponse.Builder().code(200).body(body).build()));
        Probe probe = watch.own(Probe.at(peer.uri()).build());
        assertThat(probe.send(ONCE, mode)).isEqualTo(id);
        return "read";
    }

    private static MockResponse zipped(int status, Buffer body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Encoding", "gzip")
                .body(body)
                .build();
    }

    private static String bomb(Mode mode, Watch watch, int status) throws IOException {
        Buffer small = new Buffer();
        byte[] zeros = new byte[1 << 16];
        try (var sink = Okio.buffer(new GzipSink(small))) {
            for (int written = 0; written < BOMB; written += zeros.length) {
                sink.write(zeros);
            }
        }
        Peer peer = watch.own(Peer.always(zipped(status, small)));
        Probe probe = watch.own(Probe.at(peer.uri()).retryPolicy(Probe.QUICK).build());
        watch.typed(probe.fail(SAFE, mode), ResponseFormatException.class);
        return "ResponseFormatException, inflation stopped at the limit";
    }

    private static String gzip(Mode mode, Watch watch, boolean header) throws IOException {
        Buffer body = new Buffer();
        if (header) {
            Buffer whole = new Buffer();
            try (var sink = Okio.buffer(new GzipSink(whole))) {
                sink.writeUtf8("{\"id\":\"thing-1\"}");
            }
            body.write(whole, whole.size() - 9);
            body.writeUtf8("corrupted");
        } else {
            body.writeUtf8("{\"id\":\"thing-1\"}");
        }
        Peer peer = watch.own(Peer.always(zipped(200, body)));
        Probe probe = watch.own(Probe.at(peer.uri()).retryPolicy(Probe.QUICK).build());
        SdkException error = watch.typed(probe.fail(SAFE, mode), SdkException.class);
        assertThat(error).isInstanceOfAny(ResponseFormatException.class, TransportException.class);
        return error.getClass().getSimpleName();
    }
}
