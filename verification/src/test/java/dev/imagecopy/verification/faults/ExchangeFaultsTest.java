package dev.imagecopy.verification.faults;

import static dev.imagecopy.core.retry.Repeatability.KEYED;
import static dev.imagecopy.core.retry.Repeatability.ONCE;
import static dev.imagecopy.core.retry.Repeatability.SAFE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.testsupport.sockets.Http2Script;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows 11 to 18 and 22 to 26: what goes wrong between the first byte of the request and the last of the answer's head. */
@FaultTable
class ExchangeFaultsTest {
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final Step OK = Step.answer(200, JSON, "{\"id\":\"thing-1\"}");
    private static final int REFUSED_STREAM = 7;
    private static final int INTERNAL_ERROR = 2;
    private static final int FIRST_STREAM = 3; // OkHttp keeps 1 for upgrades from HTTP/1.1

    /** Long enough for a busy machine to send the request, which is what these cases are about. */
    private static final CallOptions BRIEF = CallOptions.builder()
            .attemptTimeout(Duration.ofSeconds(1))
            .retryPolicy(RetryPolicy.none())
            .build();

    @Tag("FAULT-11")
    @ParameterizedTest
    @EnumSource
    void get_whenTheIdleConnectionWasClosed_arrivesOnce(Mode mode, Watch watch) throws Exception {
        watch.saw("GET", idleConnectionClosed(mode, watch, SAFE));
    }

    @Tag("FAULT-11")
    @ParameterizedTest
    @EnumSource
    void post_whenTheIdleConnectionWasClosed_arrivesOnce(Mode mode, Watch watch) throws Exception {
        watch.saw("POST", idleConnectionClosed(mode, watch, ONCE));
    }

    @Tag("FAULT-12")
    @ParameterizedTest
    @EnumSource
    void post_whenAPooledConnectionCloses_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw(lostOnPooledConnection(mode, watch, Step.hangUp()));
    }

    @Tag("FAULT-13")
    @ParameterizedTest
    @EnumSource
    void post_whenAPooledConnectionIsReset_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw(lostOnPooledConnection(mode, watch, Step.reset()));
    }

    @Tag("FAULT-14")
    @ParameterizedTest
    @EnumSource
    void post_whenTheConnectionClosesAfterIt_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw("close", lost(mode, watch, Step.hangUp()));
    }

    @Tag("FAULT-14")
    @ParameterizedTest
    @EnumSource
    void post_whenTheConnectionIsResetAfterIt_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw("reset", lost(mode, watch, Step.reset()));
    }

    @Tag("FAULT-16")
    @ParameterizedTest
    @EnumSource
    void post_whenTheStatusLineIsCut_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw("partial", lost(mode, watch, raw("HTTP/1.1 20")));
    }

    @Tag("FAULT-16")
    @ParameterizedTest
    @EnumSource
    void post_whenTheAnswerIsGarbage_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw("garbage", lost(mode, watch, raw("\u0000\u0001 what\r\n\r\n")));
    }

    @Tag("FAULT-17")
    @ParameterizedTest
    @EnumSource
    void post_whenNoAnswerComes_endsByTheAttemptsTimeout(Mode mode, Watch watch) throws Exception {
        watch.saw(silent(mode, watch, Step.awaitDrop()));
    }

    @Tag("FAULT-18")
    @ParameterizedTest
    @EnumSource
    void post_whenTheAnswerDribbles_endsByTheAttemptsTimeout(Mode mode, Watch watch) throws Exception {
        watch.saw(silent(mode, watch, dribble("H")));
    }

    @Tag("FAULT-22")
    @ParameterizedTest
    @EnumSource
    void post_whenInterimAnswersNeverEnd_endsByTheAttemptsTimeout(Mode mode, Watch watch) throws Exception {
        watch.saw(silent(mode, watch, dribble("HTTP/1.1 103 Hints\r\n\r\n")));
    }

    @Tag("FAULT-23")
    @ParameterizedTest
    @EnumSource
    void post_whenAHeaderIsHuge_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw("1 MiB", lost(mode, watch, oversizedHead(1, 1 << 20)));
    }

    @Tag("FAULT-23")
    @ParameterizedTest
    @EnumSource
    void post_whenHeadersAreTooMany_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw("10,000 headers", lost(mode, watch, oversizedHead(10_000, 100)));
    }

    @Tag("FAULT-25")
    @ParameterizedTest
    @EnumSource
    void post_whenTheServerGoesAwayBeforeItsStream_isNotSent(Mode mode, Watch watch) throws Exception {
        watch.saw("below", goneAway(mode, watch, 0));
    }

    @Tag("FAULT-25")
    @ParameterizedTest
    @EnumSource
    void post_whenTheServerGoesAwayAfterItsStream_isAmbiguous(Mode mode, Watch watch) throws Exception {
        watch.saw("above", goneAway(mode, watch, FIRST_STREAM));
    }

    private static Probe at(Watch watch, ScriptedServer server) {
        return watch.own(Probe.at(server.uri("/")).retryPolicy(Probe.QUICK).build());
    }

    private static Step raw(String text) {
        return Step.raw(text).then(Step.hangUp());
    }

    /** Sends a little again and again, often enough to satisfy a read timeout. */
    private static Step dribble(String bit) {
        return (peer, server) -> {
            while (true) {
                peer.send(bit);
                peer.pause(20);
            }
        };
    }

    private static Step oversizedHead(int headers, int length) {
        return (peer, server) -> {
            peer.send("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < headers; i++) {
                peer.send("X-Long-" + i + ": " + "x".repeat(length) + "\r\n");
            }
            peer.send("Content-Length: 0\r\n\r\n");
        };
    }

    /** A call that must end undecided after one arrival. */
    private static AmbiguousOutcomeException undecided(Watch watch, Throwable error, SendPhase phase) {
        AmbiguousOutcomeException typed = watch.typed(error, AmbiguousOutcomeException.class);
        assertThat(typed.getCause()).isInstanceOf(TransportException.class);
        assertThat(((TransportException) typed.getCause()).sendPhase()).isEqualTo(phase);
        return typed;
    }

    private static String idleConnectionClosed(Mode mode, Watch watch, Repeatability second) throws Exception {
        ScriptedServer server = watch.own(ScriptedServer.start(OK.then(Step.hangUp()), OK));
        Probe probe = at(watch, server);
        assertThat(probe.send(SAFE, mode)).isEqualTo("thing-1");
        server.awaitDrop();
        assertThat(probe.send(second, mode)).isEqualTo("thing-1");
        assertThat(server.arrivals()).isEqualTo(2);
        return "success, 1 arrival of the second call, no ambiguity";
    }

    private static String lostOnPooledConnection(Mode mode, Watch watch, Step fault) throws Exception {
        ScriptedServer server = watch.own(ScriptedServer.start(OK, fault));
        Probe probe = at(watch, server);
        assertThat(probe.send(SAFE, mode)).isEqualTo("thing-1");
        CallOptions single =
                CallOptions.builder().retryPolicy(RetryPolicy.none()).build();
        undecided(watch, probe.fail(KEYED, mode, single), SendPhase.MAYBE_SENT);
        assertThat(server.arrivals()).isEqualTo(2);
        assertThat(server.connections()).isEqualTo(1);
        return "1 arrival, MAYBE_SENT, AmbiguousOutcomeException";
    }

    private static String lost(Mode mode, Watch watch, Step fault) {
        ScriptedServer server = watch.own(ScriptedServer.start(fault));
        undecided(watch, at(watch, server).fail(ONCE, mode), SendPhase.MAYBE_SENT);
        assertThat(server.arrivals()).isEqualTo(1);
        return "1 arrival, MAYBE_SENT, AmbiguousOutcomeException";
    }

    @Tag("FAULT-15")
    @ParameterizedTest
    @EnumSource
    void post_whenTheConnectionIsResetInIt_isAmbiguous(Mode mode, Watch watch) {
        ScriptedServer server = watch.own(ScriptedServer.startRaw((peer, script) -> {
            int first = peer.in().read();
            if (first >= 0) {
                script.countArrival();
            }
            peer.reset();
        }));
        undecided(watch, at(watch, server).fail(ONCE, mode), SendPhase.MAYBE_SENT);
        assertThat(server.arrivals()).isEqualTo(1);
        watch.saw("1 partial arrival, MAYBE_SENT, AmbiguousOutcomeException");
    }

    private static String silent(Mode mode, Watch watch, Step fault) {
        ScriptedServer server = watch.own(ScriptedServer.start(fault));
        Throwable error = at(watch, server).fail(ONCE, mode, BRIEF);
        AmbiguousOutcomeException typed = watch.typed(error, AmbiguousOutcomeException.class);
        assertThat(typed.getCause()).isInstanceOf(SdkException.class);
        assertThat(server.arrivals()).isEqualTo(1);
        return "ended by the attempt's timeout, 1 arrival, AmbiguousOutcomeException";
    }

    private static Probe overHttp2(Watch watch, ScriptedServer server) {
        OkHttpClient client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        OkHttpTransport transport = watch.own(OkHttpTransport.using(client));
        watch.own(() -> client.connectionPool().evictAll());
        return watch.own(Probe.at(server.uri("/"))
                .retryPolicy(Probe.QUICK)
                .transport(transport)
                .build());
    }

    private static ScriptedServer http2(Watch watch, Http2Script.Action... actions) {
        return watch.own(ScriptedServer.startRaw(Http2Script.onRequest(actions)));
    }

    @Tag("FAULT-24")
    @ParameterizedTest
    @EnumSource
    void post_whenItsStreamIsRefused_isNotSent(Mode mode, Watch watch) {
        ScriptedServer server = http2(watch, Http2Script.resetStream(REFUSED_STREAM));
        TransportException error = watch.typed(overHttp2(watch, server).fail(ONCE, mode), TransportException.class);
        assertThat(error.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(error.attempts()).isEqualTo(4);
        assertThat(server.arrivals()).isEqualTo(4);
        watch.saw("NOT_SENT, repeated: each of 4 attempts arrived once and was refused");
    }

    private static String goneAway(Mode mode, Watch watch, int lastStream) {
        ScriptedServer server = http2(watch, Http2Script.goAway(lastStream), Http2Script.endOutput());
        Throwable error = overHttp2(watch, server).fail(ONCE, mode);
        if (lastStream == 0) {
            assertThat(watch.typed(error, TransportException.class).sendPhase()).isEqualTo(SendPhase.NOT_SENT);
            return "NOT_SENT, repeated";
        }
        undecided(watch, error, SendPhase.MAYBE_SENT);
        assertThat(server.arrivals()).isEqualTo(1);
        return "1 arrival, MAYBE_SENT, AmbiguousOutcomeException";
    }

    @Tag("FAULT-26")
    @ParameterizedTest
    @EnumSource
    void post_whenItsStreamIsReset_isAmbiguous(Mode mode, Watch watch) {
        ScriptedServer server = http2(watch, Http2Script.resetStream(INTERNAL_ERROR));
        undecided(watch, overHttp2(watch, server).fail(ONCE, mode), SendPhase.MAYBE_SENT);
        assertThat(server.arrivals()).isEqualTo(1);
        watch.saw("1 arrival, MAYBE_SENT, AmbiguousOutcomeException");
    }
}
