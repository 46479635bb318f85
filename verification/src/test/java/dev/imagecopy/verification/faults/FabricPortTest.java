package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import java.net.URI;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster's native port takes connections and ends them in the TLS handshake: it is not the HTTP gateway's. */
class FabricPortTest {
    private static final String HINT = "the HTTP gateway usually listens on port 19080";

    private final ScriptedServer nativePort = ScriptedServer.startRaw((peer, server) -> {
        peer.in().readNBytes(5);
        peer.close();
    });

    @AfterEach
    void close() {
        nativePort.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void call_whenTheConnectionEndsInTheHandshake_namesTheGatewaysPort(boolean async) {
        try (ServiceFabricClient client = client("https")) {
            assertThatThrownBy(() -> list(client, async))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("19000")
                    .hasMessageContaining(HINT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void call_whenTheConnectionIsResetInTheHandshake_namesTheGatewaysPort(boolean async) {
        try (ScriptedServer resetting = ScriptedServer.startRaw((peer, server) -> {
                    peer.in().readNBytes(5);
                    peer.reset();
                });
                ServiceFabricClient client = client("https", resetting)) {
            assertThatThrownBy(() -> list(client, async))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining(HINT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void call_whenItEndsElsewhere_doesNot(boolean async) {
        try (ServiceFabricClient client = client("http")) {
            assertThatThrownBy(() -> list(client, async))
                    .isInstanceOf(TransportException.class)
                    .hasMessageNotContaining(HINT);
        }
    }

    /** What TLS servers send, before they close, to a client that speaks plain HTTP. */
    @ParameterizedTest
    @ValueSource(strings = {"15030300020250", "1503010002020a", "15030300020246"})
    void call_whenThePortSpeaksHttps_saysSo(String alert) {
        try (ScriptedServer tls = ScriptedServer.startRaw((peer, server) -> {
                    peer.in().readNBytes(5);
                    peer.send(HexFormat.of().parseHex(alert));
                    peer.in().readNBytes(20);
                    peer.close();
                });
                ServiceFabricClient client = client("http", tls)) {
            for (boolean async : new boolean[] {false, true}) {
                assertThatThrownBy(() -> list(client, async))
                        .isInstanceOf(TransportException.class)
                        .hasMessageContaining("the port may speak https");
            }
        }
    }

    private ServiceFabricClient client(String scheme) {
        return client(scheme, nativePort);
    }

    private static ServiceFabricClient client(String scheme, ScriptedServer server) {
        return ServiceFabricClient.builder()
                .endpoint(URI.create(scheme + "://127.0.0.1:" + server.port()))
                .retryPolicy(RetryPolicy.none())
                .build();
    }

    private static void list(ServiceFabricClient client, boolean async) {
        if (!async) {
            assertThat(client.listContent("App").toList()).isNull();
            return;
        }
        try {
            client.listContentAsync("App").join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }
}
