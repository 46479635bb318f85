package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.Http2Script;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/**
 * Why a call that must not be repeated has a connection of its own: no rule for a pooled one survives a server that closes a
 * connection at some time after its answer, as services do at their limit of requests or when they are deployed. The rule that
 * is tried is the strictest that there is: the service has answered a read on this connection at this very moment, which is
 * more than a limit on the age of the last answer, and as much as a ping.
 *
 * <p>Each is tried 10,000 times with {@code -Dsoak=true} (profile {@code soak}), in which the pooled connection of HTTP/1.1 broke
 * 10,000 times and the fresh one never. Else, and with HTTP/2, the rule is tried until it breaks, which is within the first few
 * tries, and the fresh connection 1,000 times.
 */
class PooledConnectionTest extends LeakCheckedTest {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final int TRIES = 10_000;
    private static final int LONGEST_MICROS = 3_000;

    private final Random random = new Random(5);

    @Test
    void send_rightAfterAnAnswerOnAPooledConnection_isAmbiguousAlthoughNothingArrived() {
        ScriptedServer server =
                closing(ScriptedServer.start(ScriptedServer.Step.answer(200).then((peer, self) -> closeSoon(peer))));

        Outcome outcome = afterReads(closing(OkHttpTransport.create()), server, server.uri("/"), SOAK ? TRIES : 1);

        assertThat(outcome.falselyAmbiguous()).as("%s", outcome).isPositive();
    }

    @Test
    void send_rightAfterAnAnswerOnAPooledConnectionOfHttp2_isAmbiguousAlthoughNothingArrived() {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        HandshakeCertificates both = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
        ScriptedServer server = closing(
                ScriptedServer.startHttp2(both.sslContext(), Http2Script.answer(), (peer, stream) -> closeSoon(peer)));
        OkHttpTransport transport = closing(OkHttpTransport.create(
                Sending.AMPLE, Sending.AMPLE, new TlsSettings(both.sslContext(), both.trustManager(), true)));

        Outcome outcome = afterReads(transport, server, URI.create("https://localhost:" + server.port() + "/"), 1);

        assertThat(outcome.falselyAmbiguous()).as("%s", outcome).isPositive();
    }

    @Test
    void send_onAFreshConnection_isNeverAmbiguous() {
        ScriptedServer server =
                closing(ScriptedServer.start(ScriptedServer.Step.answer(200).then((peer, self) -> closeSoon(peer))));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        int tries = SOAK ? TRIES : TRIES / 10;

        for (int i = 0; i < tries; i++) {
            HttpRequest copy = Requests.post(server.uri("/copy")).onFreshConnection();
            assertThat(Sending.SYNC.send(transport, copy).status()).isEqualTo(200);
        }

        assertThat(server.arrivals()).isEqualTo(tries);
    }

    /** What became of calls that must not be repeated, each sent right after a read. */
    private record Outcome(int tries, int answered, int unsent, int falselyAmbiguous) {
        boolean isDecided(int breaks) {
            return tries == TRIES || falselyAmbiguous == breaks;
        }
    }

    private Outcome afterReads(OkHttpTransport transport, ScriptedServer server, URI target, int breaks) {
        Outcome so = new Outcome(0, 0, 0, 0);
        while (!so.isDecided(breaks)) {
            so = next(so, transport, server, target);
        }
        System.out.println("right after a read, " + target.getScheme() + ": " + so);
        return so;
    }

    private static Outcome next(Outcome so, OkHttpTransport transport, ScriptedServer server, URI target) {
        try {
            Sending.SYNC.send(transport, Requests.get(target));
        } catch (TransportException staleItself) {
            return so; // a read may be repeated
        }
        int before = server.arrivals();
        try {
            Sending.SYNC.send(transport, Requests.post(target));
            return new Outcome(so.tries + 1, so.answered + 1, so.unsent, so.falselyAmbiguous);
        } catch (TransportException e) {
            if (e.sendPhase() == SendPhase.NOT_SENT) {
                return new Outcome(so.tries + 1, so.answered, so.unsent + 1, so.falselyAmbiguous);
            }
            boolean arrived = server.arrivals() > before;
            return new Outcome(so.tries + 1, so.answered, so.unsent, so.falselyAmbiguous + (arrived ? 0 : 1));
        }
    }

    /** Closes the connection up to 3 ms later, like a server whose limit has nothing to do with this client. */
    private void closeSoon(ScriptedServer.Peer peer) throws IOException {
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_MICROS));
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        peer.close();
    }
}
