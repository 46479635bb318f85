package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.sockets.ScriptedServer;
import dev.imagecopy.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
                "http://100.100.100.200/latest/meta-data/",
                "http://[fe80::a9fe:a9fe]/",
                "http://[fd00:ec2::254]/"
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
    void connectFailed_isTheSystemsToKnow() {
        Always system = new Always(PROXY);
        new MetadataDirect(system).connectFailed(URI.create("https://a.example/"), PROXY.address(), new IOException());
        new MetadataDirect(null).connectFailed(URI.create("https://a.example/"), PROXY.address(), new IOException());

        assertThat(system.failed).containsExactly(PROXY.address());
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheSystemHasAProxy_asksTheMetadataServiceWithoutIt(Sending sending) {
        ScriptedServer proxy = closing(ScriptedServer.start(Step.answer(200)));
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(
                new Always(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("localhost", proxy.port()))));
        OkHttpTransport transport;
        try {
            transport = closing(OkHttpTransport.create(Duration.ofMillis(200), Duration.ofMillis(200)));
        } finally {
            ProxySelector.setDefault(before);
        }

        // It depends on the machine what comes of this one, but never may it arrive at the proxy.
        Throwable unused =
                catchThrowable(() -> sending.send(transport, Requests.get(URI.create("http://169.254.0.1:9/"))));
        sending.send(transport, Requests.get(URI.create("http://service.invalid/")));

        assertThat(proxy.requests()).singleElement().asString().startsWith("GET http://service.invalid/ HTTP/1.1");
    }

    private static final class Always extends ProxySelector {
        private final Proxy proxy;
        private final List<SocketAddress> failed = new ArrayList<>();

        Always(Proxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public List<Proxy> select(URI target) {
            return List.of(proxy);
        }

        @Override
        public void connectFailed(URI target, SocketAddress address, IOException failure) {
            failed.add(address);
        }
    }
}
