package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import java.net.URI;
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
    void call_whenItEndsElsewhere_doesNot(boolean async) {
        try (ServiceFabricClient client = client("http")) {
            assertThatThrownBy(() -> list(client, async))
                    .isInstanceOf(TransportException.class)
                    .hasMessageNotContaining(HINT);
        }
    }

    private ServiceFabricClient client(String scheme) {
        return ServiceFabricClient.builder()
                .endpoint(URI.create(scheme + "://127.0.0.1:" + nativePort.port()))
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
