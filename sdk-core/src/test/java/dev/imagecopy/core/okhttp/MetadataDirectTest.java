package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine's metadata service is asked by the machine itself, whatever proxies the system has. */
class MetadataDirectTest extends LeakCheckedTest {
    private static final Proxy PROXY =
            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/computeMetadata/v1/",
                "http://169.254.169.254:8080/",
                "http://[fe80::a9fe:a9fe]/",
                "http://127.0.0.1:8080/",
                "http://localhost:8080/"
            })
    void select_whenItIsAMetadataAddress_isDirect(String target) {
        assertThat(new MetadataDirect(new Always(PROXY)).select(URI.create(target)))
                .containsExactly(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ims.example/",
                "https://169.254.169.254.example/",
                "http://100.100.100.201/",
                "https://no_host.example/"
            })
    void select_whenItIsAnyOther_isTheSystems(String target) {
        assertThat(new MetadataDirect(new Always(PROXY)).select(URI.create(target)))
                .containsExactly(PROXY);
        assertThat(new MetadataDirect(null).select(URI.create(target))).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void over_whenTheRequestMustBeDirect_selectsNoProxy_whateverTheAddress() {
        HttpUrl elsewhere = HttpUrl.get("http://100.100.100.200/latest/meta-data/");
        OkHttpClient client = new OkHttpClient.Builder().proxy(PROXY).build();

        assertThat(MetadataDirect.over(client, elsewhere, true).proxy()).isEqualTo(Proxy.NO_PROXY);
        assertThat(MetadataDirect.over(client, elsewhere, false).proxy()).isEqualTo(PROXY);
    }

    @Test
    void connectFailed_isTheSystemsToKnow() {
        Always system = new Always(PROXY);
        new MetadataDirect(system).connectFailed(URI.create("https://a.example/"), PROXY.address(), new IOException());
        new MetadataDirect(null).connectFailed(URI.create("https://a.example/"), PROXY.address(), new IOException());

        assertThat(system.failed).containsExactly(PROXY.address());
    }

    @Tag("FAULT-97")
    @ParameterizedTest
    @EnumSource
    void send_whenTheSystemHasAProxy_asksTheMetadataServiceWithoutIt(Sending sending) {
        ScriptedServer proxy = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = behind(at(proxy.port()));

        // It depends on the machine what comes of this one, but never may it arrive at the proxy.
        Throwable unused =
                catchThrowable(() -> sending.send(transport, Requests.get(URI.create("http://169.254.0.1:9/"))));
        sending.send(transport, Requests.get(URI.create("http://service.invalid/")));

        assertThat(proxy.requests()).singleElement().asString().startsWith("GET http://service.invalid/ HTTP/1.1");
    }

    @ParameterizedTest
    @EnumSource
    void send_overABorrowedClientWithAProxy_asksThisMachineWithoutIt(Sending sending) {
        ScriptedServer proxy = closing(ScriptedServer.start(Step.answer(200)));
        ScriptedServer agent = closing(ScriptedServer.start(Step.answer(200)));
        for (OkHttpClient.Builder builder : List.of(
                new OkHttpClient.Builder().proxy(at(proxy.port())),
                new OkHttpClient.Builder().proxySelector(new Always(at(proxy.port()))))) {
            OkHttpTransport transport = closing(OkHttpTransport.using(borrowed(builder)));

            sending.send(transport, Requests.get(agent.uri("/token")));
            sending.send(transport, Requests.get(URI.create("http://service.invalid/")));
        }

        assertThat(agent.requests()).hasSize(2);
        assertThat(proxy.requests()).hasSize(2).allMatch(request -> request.startsWith("GET http://service.invalid/"));
    }

    @ParameterizedTest
    @EnumSource
    void send_onAFreshConnection_goesThroughTheProxyToo(Sending sending) {
        ScriptedServer proxy = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = behind(at(proxy.port()));

        sending.send(
                transport,
                Requests.post(URI.create("http://service.invalid/a?b=c")).onFreshConnection());

        assertThat(proxy.requests())
                .singleElement()
                .asString()
                .startsWith("POST http://service.invalid/a?b=c HTTP/1.1");
    }

    @ParameterizedTest
    @EnumSource
    void send_onAFreshConnectionWhenTheFirstOfTwoProxiesIsDown_takesTheSecond(Sending sending) throws IOException {
        ScriptedServer proxy = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = behind(at(closedPort()), at(proxy.port()));

        sending.send(
                transport, Requests.post(URI.create("http://service.invalid/")).onFreshConnection());

        assertThat(proxy.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void send_onAFreshConnectionToAHostThatIsNoUriHost_isDirect(Sending sending) {
        ScriptedServer proxy = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = behind(at(proxy.port()));
        HttpRequest request =
                Requests.post(URI.create("http://no_host.invalid/")).onFreshConnection();

        assertThat(Requests.failure(sending, transport, request, Duration.ofMillis(300))
                        .sendPhase())
                .isEqualTo(SendPhase.NOT_SENT);
        assertThat(proxy.requests()).isEmpty();
    }

    private OkHttpTransport behind(Proxy... proxies) {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(new Always(proxies));
        try {
            return closing(OkHttpTransport.create(Duration.ofMillis(200), Duration.ofMillis(200)));
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    private static Proxy at(int port) {
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress("localhost", port));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket gone = new ServerSocket(0)) {
            return gone.getLocalPort();
        }
    }

    private static final class Always extends ProxySelector {
        private final List<Proxy> proxies;
        private final List<SocketAddress> failed = new ArrayList<>();

        Always(Proxy... proxies) {
            this.proxies = List.of(proxies);
        }

        @Override
        public List<Proxy> select(URI target) {
            return proxies;
        }

        @Override
        public void connectFailed(URI target, SocketAddress address, IOException failure) {
            failed.add(address);
        }
    }
}
