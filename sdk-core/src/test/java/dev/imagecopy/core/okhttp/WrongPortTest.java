package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WrongPortTest extends LeakCheckedTest {
    @ParameterizedTest
    @EnumSource
    void send_whenHttpIsSpokenToATlsPort_saysSo(Sending sending) {
        // A TLS alert: handshake failure.
        ScriptedServer server = closing(ScriptedServer.startRaw(Step.raw("\u0015\u0003\u0003\u0000\u0002\u0002(\r\n")));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        TransportException failure = Requests.failure(sending, transport, Requests.post(server.uri("/")));

        assertThat(failure.reason()).isEqualTo("the response was not HTTP: the port may speak https");
        assertThat(failure.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
    }
}
