package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy's address comes from a setting: it is not shown, and where it is none, the setting is named. */
class ProxySettingTest extends LeakCheckedTest {
    private static final URI SERVICE = URI.create("https://cloud.test/");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "HTTP|user:canarypw@proxy.example",
                "HTTP|http://user:canarypw@proxy.example:3128",
                "HTTP|http://canary.example:3128",
                "HTTP|http://canary.example",
                "HTTP|canary.example:3128",
                "HTTP|10.0.0.1:3128",
                "HTTP| canary.example",
                "HTTP|canary.example ",
                "HTTP|canary.example/path",
                "HTTP|canary\u0007.example",
                "SOCKS|user:canarypw@proxy.example",
                "SOCKS|socks5://canary.example:1080",
                "SOCKS|canary.example:1080",
                "SOCKS| canary.example"
            })
    void send_whenTheProxysHostIsNoHostName_namesTheSettingAndNotItsValue(Proxy.Type type, String host) {
        Proxy proxy = new Proxy(type, InetSocketAddress.createUnresolved(host, 3128));
        for (Sending sending : Sending.values()) {
            for (OkHttpClient client : List.of(
                    new OkHttpClient.Builder().proxy(proxy).build(),
                    new OkHttpClient.Builder()
                            .proxySelector(new MetadataDirect(new JvmProxySelector(() -> proxy)))
                            .build())) {
                OkHttpTransport transport = closing(OkHttpTransport.using(borrowed(client.newBuilder())));

                TransportException failure = Requests.failure(sending, transport, Requests.post(SERVICE));

                assertThat(failure.reason())
                        .startsWith(
                                "the JVM's proxy setting, or the proxy of the borrowed OkHttpClient, is no host name")
                        .contains("https.proxyHost", "socksProxyHost");
                assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
                assertThat(failure.retryable()).isFalse();
                assertThat(printed(failure)).doesNotContain("canary", "10.0.0.1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {99_999, 65_536, -2})
    void send_whenTheProxysPortIsNone_namesTheSetting(int port) {
        for (Sending sending : Sending.values()) {
            ProxySelector jvm = new JvmProxySelector(
                    () -> new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", port)));
            OkHttpTransport transport = closing(
                    OkHttpTransport.using(borrowed(new OkHttpClient.Builder().proxySelector(new MetadataDirect(jvm)))));

            TransportException failure = Requests.failure(sending, transport, Requests.post(SERVICE));

            assertThat(failure.reason())
                    .startsWith("the JVM's proxy setting cannot be used")
                    .contains("https.proxyPort");
            assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
            assertThat(failure.retryable()).isFalse();
            assertThat(printed(failure)).doesNotContain("out of range");
        }
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheProxysHostIsASecret_doesNotShowIt(Sending sending) {
        OkHttpTransport transport = closing(OkHttpTransport.using(borrowed(new OkHttpClient.Builder()
                .dns(host -> {
                    throw new UnknownHostException(host);
                })
                .proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("S3cretCanary99", 3128))))));

        TransportException failure = Requests.failure(sending, transport, Requests.post(SERVICE));

        assertThat(failure.reason()).startsWith("the proxy's host name could not be resolved");
        assertThat(failure.retryable()).isTrue();
        assertThat(printed(failure)).doesNotContainIgnoringCase("S3cretCanary99");
    }

    /** As the JVM's own: it makes an address of its settings for each request. */
    private static final class JvmProxySelector extends ProxySelector {
        private final Supplier<Proxy> setting;

        JvmProxySelector(Supplier<Proxy> setting) {
            this.setting = setting;
        }

        @Override
        public List<Proxy> select(URI target) {
            return List.of(setting.get());
        }

        @Override
        public void connectFailed(URI target, SocketAddress proxy, IOException failure) {}
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
