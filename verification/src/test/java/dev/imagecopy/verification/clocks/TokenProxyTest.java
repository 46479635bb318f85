package dev.imagecopy.verification.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import dev.imagecopy.verification.clocks.SkewedCloud.Mode;
import dev.imagecopy.verification.clocks.TokenSources.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.jspecify.annotations.NonNull;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests for credentials go through the client's proxy, as all others do but those to a metadata service. */
class TokenProxyTest {
    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .addSubjectAlternativeName("behind.proxy")
            .build();

    /** Where the credentials come from. */
    private static final Map<String, String> HOSTS = Map.of(
            "Alibaba role", "sts.aliyuncs.com",
            "Alibaba OIDC role", "sts.aliyuncs.com",
            "Alibaba credentials URI", "keys.example",
            "Alibaba CloudSSO portal", "portal.example",
            "Huawei password", "iam.eu-west-101.myhuaweicloud.eu",
            "Huawei agency", "iam.eu-west-101.myhuaweicloud.eu",
            "Huawei id token", "iam.eu-west-101.myhuaweicloud.eu",
            "Huawei pod agent", "agent.example",
            "Yandex authorized key", "iam.api.cloud.yandex.net",
            "Yandex identity provider", "auth.yandex.cloud");

    private static final Set<String> WITHOUT_A_PROXY =
            Set.of("Alibaba instance", "Huawei instance", "Yandex machine", "Service Fabric supplier");

    private final ManualTimeSource time = new ManualTimeSource();

    @TempDir
    private Path folder;

    static Stream<Arguments> sources() {
        return TokenSources.names().stream()
                .filter(source -> !WITHOUT_A_PROXY.contains(source))
                .flatMap(source -> Stream.of(Mode.values()).map(mode -> Arguments.of(source, mode)));
    }

    static Stream<Arguments> refusals() {
        return sources()
                .flatMap(each -> Stream.of(407, 403).map(status -> Arguments.of(each.get()[0], each.get()[1], status)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void credentials_ofAClientBehindAProxy_comeThroughIt(String source, Mode mode) throws Exception {
        Queue<String> tunnels = new ConcurrentLinkedQueue<>();
        try (MockWebServer proxy = new MockWebServer()) {
            proxy.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(CERTIFICATE)
                    .build()
                    .sslSocketFactory());
            proxy.setProtocols(List.of(Protocol.HTTP_1_1));
            proxy.start(InetAddress.getLoopbackAddress(), 0);
            try (Reader reader = open(source, service -> {
                proxy.setDispatcher(new Tunnels(service, tunnels));
                return behind(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.getPort()));
            })) {
                assertThat(read(reader, mode)).isNotNull();
                assertThat(reader.asked().getAsInt()).isEqualTo(1);
            }
        }
        assertThat(tunnels).hasSize(2).element(0).isEqualTo(HOSTS.get(source) + ":443");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void credentials_whenTheProxyRefuses_nameItAndAreNotAskedForAgain(String source, Mode mode, int status)
            throws Exception {
        try (ScriptedServer proxy = ScriptedServer.start(Step.answer(status));
                Reader reader = open(source, service -> behind(proxy.address()))) {
            Throwable failure = catchThrowable(() -> read(reader, mode));

            assertThat(failure instanceof ExecutionException ? failure.getCause() : failure)
                    .isInstanceOfSatisfying(
                            SdkException.class, e -> assertThat(e.retryable()).isFalse())
                    .hasMessageContaining(
                            "the proxy answered " + status + " to CONNECT, so nothing reached the service");
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT " + HOSTS.get(source) + ":443 ")
                    .doesNotContain("Authorization");
        }
    }

    private Reader open(String source, UnaryOperator<HttpTransport> network) {
        return new TokenSources(time, folder, Duration.ZERO, network, SdkListener.NONE).open(source);
    }

    private static List<?> read(Reader reader, Mode mode) throws Exception {
        return mode == Mode.SYNC
                ? reader.blocking().get()
                : reader.async().get().get(60, TimeUnit.SECONDS);
    }

    private static HttpTransport behind(InetSocketAddress proxy) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(CERTIFICATE.certificate())
                .build();
        return OkHttpTransport.using(new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, proxy))
                .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
                .hostnameVerifier((host, session) -> true)
                .build());
    }

    /** Opens a tunnel for whoever asks, and has a simulator answer what comes through it. */
    private static final class Tunnels extends Dispatcher {
        private static final Set<String> OF_THE_CONNECTION = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

        static {
            OF_THE_CONNECTION.addAll(List.of("Host", "Connection", "Accept-Encoding", "Content-Length"));
        }

        private final HttpTransport service;
        private final Queue<String> tunnels;
        private volatile boolean opened;

        Tunnels(HttpTransport service, Queue<String> tunnels) {
            this.service = service;
            this.tunnels = tunnels;
        }

        /** Connections follow one another, each with one request through its tunnel; this one is encrypted once it is open. */
        @Override
        public @NonNull MockResponse peek() {
            return opened
                    ? new MockResponse.Builder().build()
                    : new MockResponse.Builder().inTunnel().build();
        }

        @Override
        public @NonNull MockResponse dispatch(@NonNull RecordedRequest request) {
            if (request.getMethod().equals("CONNECT")) {
                tunnels.add(request.getTarget());
                opened = true;
                return new MockResponse.Builder().inTunnel().build();
            }
            opened = false;
            HttpResponse answer = service.send(simulated(request), Duration.ofSeconds(60));
            MockResponse.Builder response =
                    new MockResponse.Builder().code(answer.status()).body(new Buffer().write(answer.body()));
            answer.headers().forEach((name, value) -> {
                if (!OF_THE_CONNECTION.contains(name)) {
                    response.setHeader(name, value);
                }
            });
            return response.build();
        }

        private static HttpRequest simulated(RecordedRequest request) {
            HttpHeaders.Builder headers = HttpHeaders.builder();
            request.getHeaders().forEach(header -> {
                if (!OF_THE_CONNECTION.contains(header.getFirst())) {
                    headers.add(header.getFirst(), header.getSecond());
                }
            });
            URI uri = URI.create("https://" + request.getHeaders().get("Host") + request.getTarget());
            HttpRequest simulated = HttpRequest.of(request.getMethod(), uri, headers.build());
            return request.getBody() == null
                    ? simulated
                    : simulated.withBody(request.getBody().toByteArray());
        }
    }
}
