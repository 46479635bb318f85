package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import dev.imagecopy.verification.clouds.Clockwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A proxy that is down or refuses is named as the proxy: the service is not to blame. */
class ProxyTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final Clockwork clock = Clockwork.start(time);

    @AfterEach
    void stopTheClock() {
        clock.close();
    }

    private static InetSocketAddress nobody() throws IOException {
        try (ServerSocket closed = new ServerSocket(0)) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), closed.getLocalPort());
        }
    }

    @ParameterizedTest
    @EnumSource
    void copyImage_whenTheProxyIsDown_namesTheProxyAndWhatToCheck(Cloud cloud) throws IOException {
        OkHttpClient behindProxy = new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, nobody()))
                .build();
        try (Stage<?, ?, ?> stage = cloud.stage(time);
                OkHttpTransport transport = OkHttpTransport.using(behindProxy)) {
            stage.over(transport);

            for (boolean async : new boolean[] {false, true}) {
                assertThat(stage.copyFailure(async))
                        .isInstanceOf(TransportException.class)
                        .hasMessageContaining(".copyImage failed: the proxy refused the connection or could not be"
                                + " reached; check the JVM's proxy settings");
            }
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(Cloud.values())
                .flatMap(cloud -> Stream.of(
                        Arguments.of(cloud, 407, "it wants credentials", false),
                        Arguments.of(cloud, 407, "it wants credentials", true),
                        Arguments.of(cloud, 403, "it does not allow this host", false),
                        Arguments.of(cloud, 403, "it does not allow this host", true)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void copyImage_whenTheProxyRefusesTheTunnel_namesTheProxyAndItsStatusAndAsksOnce(
            Cloud cloud, int status, String wish, boolean async) throws IOException {
        try (ScriptedServer proxy = ScriptedServer.start(Step.answer(status));
                Stage<?, ?, ?> stage = cloud.stage(time);
                OkHttpTransport transport = OkHttpTransport.using(new OkHttpClient.Builder()
                        .proxy(new Proxy(Proxy.Type.HTTP, proxy.address()))
                        .build())) {
            if (cloud == Cloud.SERVICE_FABRIC) {
                stage.at(URI.create("https://cluster.example:19080"));
            }
            stage.over(transport);

            Throwable failure = stage.copyFailure(async);

            assertThat(failure)
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining(".copyImage failed: the proxy answered " + status
                            + " to CONNECT, so nothing reached the service: " + wish);
            assertThat(((TransportException) failure).retryable()).isFalse();
            assertThat(((TransportException) failure).attempts()).isEqualTo(1);
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT ")
                    .doesNotContain("Authorization");
        }
    }
}
