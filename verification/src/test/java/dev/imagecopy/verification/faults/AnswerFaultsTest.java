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
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows 19 to 21 and 42 to 49: answers that are there but cannot be what they should be. */
@FaultTable
class AnswerFaultsTest {
    private static final int BOMB = 128 << 20;

    static Stream<Arguments> noAnswers() {
        return Mode.withEach(Map.of("empty", "", "null", "null", "array", "[]", "captive page", "<html>log in</html>"));
    }

    static Stream<Arguments> tooMuch() {
        return Mode.withEach(Map.of(
                "depth", "{\"id\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
                "number", "{\"id\":" + "9".repeat(10_000) + "}",
                "string", "{\"id\":\"" + "x".repeat(2 << 20) + "\"}",
                "NaN", "{\"id\":NaN}"));
    }

    static Stream<Arguments> withoutId() {
        return Mode.withEach(Map.of("missing", "{}", "empty", "{\"id\":\"\"}"));
    }

    static Stream<Arguments> badFraming() {
        return Mode.withEach(Map.of(
                "malformed chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
                "short body", "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"id\":\"x\"}"));
    }

    @Tag("FAULT-19")
    @ParameterizedTest
    @EnumSource
    void call_whenTheBodyIsCut_isNoSuccess(Mode mode, Watch watch) throws Exception {
        watch.saw(bad(mode, watch, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":"));
    }

    @Tag("FAULT-20")
    @ParameterizedTest
    @MethodSource("noAnswers")
    void get_whenTheBodyIsNoAnswer_fails(Mode mode, String variant, String body, Watch watch) throws Exception {
        watch.saw(variant + ", GET", unreadable(mode, watch, body));
    }

    @Tag("FAULT-20")
    @ParameterizedTest
    @MethodSource("noAnswers")
    void post_whenTheBodyIsNoAnswer_isAmbiguous(Mode mode, String variant, String body, Watch watch) throws Exception {
        watch.saw(variant + ", POST", ambiguous(mode, watch, body));
    }

    @Tag("FAULT-21")
    @ParameterizedTest
    @MethodSource("badFraming")
    void call_whenTheFramingIsBad_isNoSuccess(Mode mode, String variant, String answer, Watch watch) throws Exception {
        watch.saw(variant, bad(mode, watch, answer));
    }

    @Tag("FAULT-42")
    @ParameterizedTest
    @EnumSource
    void get_whenASuccessInflatesWithoutEnd_stopsAtTheLimit(Mode mode, Watch watch) throws Exception {
        watch.saw("success", bomb(mode, watch, 200));
    }

    @Tag("FAULT-42")
    @ParameterizedTest
    @EnumSource
    void get_whenAnErrorInflatesWithoutEnd_stopsAtTheLimit(Mode mode, Watch watch) throws Exception {
        watch.saw("error", bomb(mode, watch, 400));
    }

    @Tag("FAULT-43")
    @ParameterizedTest
    @EnumSource
    void get_whenTheGzipIsCorrupt_fails(Mode mode, Watch watch) throws Exception {
        watch.saw("corrupt", gzip(mode, watch, true));
    }

    @Tag("FAULT-43")
    @ParameterizedTest
    @EnumSource
    void get_whenTheBodyIsNotTheGzipItClaims_fails(Mode mode, Watch watch) throws Exception {
        watch.saw("no gzip at all", gzip(mode, watch, false));
    }

    @Tag("FAULT-44")
    @ParameterizedTest
    @MethodSource("tooMuch")
    void get_whenTheJsonIsBeyondTheLimits_fails(Mode mode, String variant, String body, Watch watch) throws Exception {
        watch.saw(variant + ", GET", unreadable(mode, watch, body));
    }

    @Tag("FAULT-44")
    @ParameterizedTest
    @MethodSource("tooMuch")
    void post_whenTheJsonIsBeyondTheLimits_isAmbiguous(Mode mode, String variant, String body, Watch watch)
            throws Exception {
        watch.saw(variant + ", POST", ambiguous(mode, watch, body));
    }

    @Tag("FAULT-45")
    @ParameterizedTest
    @EnumSource
    void get_whenANameIsTwice_fails(Mode mode, Watch watch) throws Exception {
        watch.saw("GET", unreadable(mode, watch, "{\"id\":\"a\",\"id\":\"b\"}"));
    }

    @Tag("FAULT-45")
    @ParameterizedTest
    @EnumSource
    void post_whenANameIsTwice_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw("POST", ambiguous(mode, watch, "{\"id\":\"a\",\"id\":\"b\"}"));
    }

    @Tag("FAULT-46")
    @ParameterizedTest
    @EnumSource
    void get_whenSomethingFollowsTheJson_fails(Mode mode, Watch watch) throws Exception {
        watch.saw("GET", unreadable(mode, watch, "{\"id\":\"a\"} {\"id\":\"b\"}"));
    }

    @Tag("FAULT-46")
    @ParameterizedTest
    @EnumSource
    void post_whenSomethingFollowsTheJson_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw("POST", ambiguous(mode, watch, "{\"id\":\"a\"} {\"id\":\"b\"}"));
    }

    @Tag("FAULT-47")
    @ParameterizedTest
    @EnumSource
    void post_whenANumberStandsForText_isRead(Mode mode, Watch watch) throws Exception {
        watch.saw("number for text", read(mode, watch, "{\"id\":7}", "7"));
    }

    @Tag("FAULT-47")
    @ParameterizedTest
    @EnumSource
    void get_whenAnObjectStandsForText_fails(Mode mode, Watch watch) throws Exception {
        watch.saw("object for text, GET", unreadable(mode, watch, "{\"id\":{}}"));
    }

    @Tag("FAULT-47")
    @ParameterizedTest
    @EnumSource
    void post_whenAnObjectStandsForText_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw("object for text, POST", ambiguous(mode, watch, "{\"id\":{}}"));
    }

    @Tag("FAULT-48")
    @ParameterizedTest
    @EnumSource
    void post_whenAFieldIsUnknown_isRead(Mode mode, Watch watch) throws Exception {
        watch.saw("unknown field", read(mode, watch, "{\"new\":[1],\"id\":\"x\"}", "x"));
    }

    @Tag("FAULT-49")
    @ParameterizedTest
    @MethodSource("withoutId")
    void get_whenTheIdIsNotThere_fails(Mode mode, String variant, String body, Watch watch) throws Exception {
        watch.saw(variant + ", GET", unreadable(mode, watch, body));
    }

    @Tag("FAULT-49")
    @ParameterizedTest
    @MethodSource("withoutId")
    void post_whenTheIdIsNotThere_isAmbiguous(Mode mode, String variant, String body, Watch watch) throws Exception {
        watch.saw(variant + ", POST", ambiguous(mode, watch, body));
    }

    private static MockResponse ok(String body) {
        return new MockResponse.Builder().code(200).body(body).build();
    }

    /** The call may be repeated, which would not help. */
    private static String unreadable(Mode mode, Watch watch, String body) throws IOException {
        Peer peer = watch.own(Peer.always(ok(body)));
        Probe probe = watch.own(Probe.at(peer.uri()).retryPolicy(Probe.QUICK).build());
        assertThat(watch.typed(probe.fail(SAFE, mode), ResponseFormatException.class)
                        .status())
                .isEqualTo(200);
        return "ResponseFormatException";
    }

    /** The call must not be repeated. */
    private static String ambiguous(Mode mode, Watch watch, String body) throws IOException {
        Peer peer = watch.own(Peer.always(ok(body)));
        Probe probe = watch.own(Probe.at(peer.uri()).retryPolicy(Probe.QUICK).build());
        AmbiguousOutcomeException error = watch.typed(probe.fail(ONCE, mode), AmbiguousOutcomeException.class);
        assertThat(error).hasCauseInstanceOf(ResponseFormatException.class);
        assertThat(peer.arrivals()).isEqualTo(1);
        return "1 arrival, AmbiguousOutcomeException, never failed";
    }

    private static String bad(Mode mode, Watch watch, String answer) {
        ScriptedServer server = watch.own(ScriptedServer.start(Step.raw(answer).then(Step.hangUp())));
        Probe probe =
                watch.own(Probe.at(server.uri("/")).retryPolicy(Probe.QUICK).build());
        SdkException once = watch.typed(probe.fail(ONCE, mode), AmbiguousOutcomeException.class);
        assertThat(server.arrivals()).isEqualTo(1);
        assertThat(once.getCause()).isInstanceOfAny(TransportException.class, ResponseFormatException.class);
        SdkException safe = watch.typed(probe.fail(SAFE, mode), SdkException.class);
        assertThat(safe).isInstanceOfAny(TransportException.class, ResponseFormatException.class);
        return "POST: 1 arrival, AmbiguousOutcomeException; GET: "
                + safe.getClass().getSimpleName();
    }

    private static String read(Mode mode, Watch watch, String body, String id) throws Exception {
        Peer peer = watch.own(Peer.always(ok(body)));
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
