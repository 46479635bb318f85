package dev.imagecopy.verification.endings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.clouds.Clockwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.util.concurrent.CompletionException;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A proxy that is down is named as the proxy: the service is not to blame. */
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
            Throwable blocking = catchThrowable(stage::copy);
            Throwable async = catchThrowable(() -> stage.copyAsync().join());

            for (Throwable failure :
                    new Throwable[] {blocking, async instanceof CompletionException ? async.getCause() : async}) {
                assertThat(failure)
                        .isInstanceOf(TransportException.class)
                        .hasMessageContaining(".copyImage failed: the proxy refused the connection or could not be"
                                + " reached; check the JVM's proxy settings");
            }
        }
    }
}
