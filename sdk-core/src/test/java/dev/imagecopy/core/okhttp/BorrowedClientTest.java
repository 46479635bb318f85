package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Cache;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The application's own client lends its connections and interceptors, but not its habit of sending twice. */
class BorrowedClientTest extends LeakCheckedTest {
    private static final String TWICE =
            "an interceptor of the borrowed OkHttp client tried to send one request twice; the second was stopped";

    /** Interceptors that send again, each in its own way. */
    private enum Repeating implements Interceptor {
        ALWAYS {
            @Override
            public Response intercept(Chain chain) throws IOException {
                chain.proceed(chain.request()).close();
                return chain.proceed(chain.request());
            }
        },
        UNTIL_IT_WORKS {
            @Override
            public Response intercept(Chain chain) throws IOException {
                int refusals = 0;
                while (refusals < 3) {
                    try (Response failed = chain.proceed(chain.request())) {
                        assertThat(failed.code()).isEqualTo(503);
                    } catch (IOException e) {
                        refusals++;
                    }
                }
                return chain.proceed(chain.request());
            }
        },
        SWALLOWING_THE_REFUSAL {
            @Override
            public Response intercept(Chain chain) throws IOException {
                Response first = chain.proceed(chain.request());
                try {
                    return chain.proceed(chain.request());
                } catch (IOException | IllegalStateException e) {
                    return first;
                }
            }
        },
        WITH_ANOTHER_BODY {
            @Override
            public Response intercept(Chain chain) throws IOException {
                chain.proceed(chain.request()).close();
                return chain.proceed(new Request.Builder()
                        .url(chain.request().url())
                        .post(RequestBody.create(new byte[1]))
                        .build());
            }
        },
        WITH_A_CLONE_OF_THE_CALL {
            @Override
            public Response intercept(Chain chain) throws IOException {
                chain.proceed(chain.request()).close();
                return chain.call().clone().execute();
            }
        };
    }

    static Stream<Arguments> repeats() {
        return Stream.of(Repeating.values())
                .flatMap(interceptor -> Stream.of(Sending.values()).flatMap(sending -> Stream.of("GET", "POST")
                        .map(method -> Arguments.of(interceptor, sending, method))));
    }

    @ParameterizedTest(name = "{0}, {1} {2}")
    @MethodSource("repeats")
    void send_whenAnInterceptorSendsTwice_stopsTheSecondAndFails(Interceptor twice, Sending sending, String method) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(503)));
        OkHttpTransport transport = over(new OkHttpClient.Builder().addInterceptor(twice));

        TransportException failure = Requests.failure(sending, transport, Requests.of(method, server.uri("/")));

        assertThat(failure.reason()).isEqualTo(TWICE);
        assertThat(failure.sendPhase()).isEqualTo(SendPhase.ANSWERED);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(server.arrivals()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenANetworkInterceptorSendsTwice_stopsTheSecondAndFails(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = over(new OkHttpClient.Builder().addNetworkInterceptor(Repeating.ALWAYS));

        TransportException failure = Requests.failure(sending, transport, Requests.post(server.uri("/")));

        assertThat(failure.retryable()).isFalse();
        assertThat(server.arrivals()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenAnInterceptorTurnsOkHttpsRetriesOn_arrivesOnce(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200), Step.hangUp()));
        OkHttpTransport transport =
                over(new OkHttpClient.Builder().addInterceptor(chain -> chain.withRetryOnConnectionFailure(true)
                        .proceed(chain.request())));
        sending.send(transport, Requests.get(server.uri("/warm-up")));

        TransportException failure = Requests.failure(sending, transport, Requests.get(server.uri("/")));

        assertThat(failure.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
        assertThat(server.arrivals()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenAnInterceptorThrows_failsWithoutAnUncaughtException(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = over(new OkHttpClient.Builder().addInterceptor(chain -> {
            throw new IllegalStateException("no token");
        }));

        TransportException failure = Requests.failure(sending, transport, Requests.post(server.uri("/")));

        assertThat(failure.reason())
                .isEqualTo("OkHttp, or an interceptor of the borrowed client, threw an unchecked exception");
        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasRootCauseMessage("no token");
    }

    @ParameterizedTest
    @EnumSource
    void send_whenAnInterceptorDoesNotLink_failsWithoutAnUncaughtException(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = over(new OkHttpClient.Builder().addInterceptor(chain -> {
            throw new NoSuchMethodError("of another version");
        }));

        TransportException failure = Requests.failure(sending, transport, Requests.post(server.uri("/")));

        assertThat(failure).hasCauseInstanceOf(NoSuchMethodError.class);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenAListenerThrows_failsWithoutAnUncaughtException(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = over(new OkHttpClient.Builder().eventListener(new EventListener() {
            @Override
            public void callStart(Call call) {
                throw new IllegalStateException("start");
            }
        }));

        TransportException failure = Requests.failure(sending, transport, Requests.post(server.uri("/")));

        assertThat(failure).hasRootCauseMessage("start");
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheCallIsCancelledFromOutside_failsWithThePhase(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        OkHttpTransport transport = over(new OkHttpClient.Builder().eventListener(new EventListener() {
            @Override
            public void requestHeadersEnd(Call call, Request request) {
                call.cancel();
            }
        }));

        TransportException failure = Requests.failure(sending, transport, Requests.post(server.uri("/")));

        assertThat(failure.reason()).isEqualTo("the exchange was cancelled through the borrowed OkHttp client");
        assertThat(failure.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
        assertThat(failure.retryable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheClientWouldFollowAuthenticateAndRemember_doesNoneOfIt(Sending sending, @TempDir Path folder)
            throws IOException {
        Cache cache = closing(new Cache(folder.toFile(), 1 << 20));
        Remembering cookies = new Remembering();
        OkHttpTransport transport = over(new OkHttpClient.Builder()
                .followRedirects(true)
                .retryOnConnectionFailure(true)
                .authenticator((route, response) -> response.request()
                        .newBuilder()
                        .header("Authorization", "Basic x")
                        .build())
                .cookieJar(cookies)
                .cache(cache));

        for (int status : new int[] {200, 302, 307, 401, 407, 408, 503}) {
            ScriptedServer server = closing(ScriptedServer.start(Step.answer(
                    status,
                    "Location: /again\r\nRetry-After: 0\r\nCache-Control: max-age=1000\r\nSet-Cookie: a=b\r\n",
                    "")));
            HttpResponse answer = sending.send(transport, Requests.get(server.uri("/")));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(server.arrivals()).isEqualTo(1);
            assertThat(server.requests().get(0)).doesNotContain("Cookie:");
        }
        assertThat(cookies.asked).hasValue(0);
        assertThat(cache.requestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void send_whenHttp2IsSharedBetweenHosts_doesNotRepeatAMisdirectedRequest(Sending sending) throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("a.test")
                .addSubjectAlternativeName("b.test")
                .build();
        HandshakeCertificates tls = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
        MockWebServer server = closing(new MockWebServer());
        server.useHttps(tls.sslSocketFactory());
        server.enqueue(new MockResponse.Builder().build());
        server.enqueue(new MockResponse.Builder().code(421).build());
        server.enqueue(new MockResponse.Builder().build());
        server.start(InetAddress.getLoopbackAddress(), 0);
        OkHttpTransport transport = over(new OkHttpClient.Builder()
                .sslSocketFactory(tls.sslSocketFactory(), tls.trustManager())
                .dns(host -> List.of(InetAddress.getLoopbackAddress())));
        sending.send(transport, Requests.get(URI.create("https://a.test:" + server.getPort() + "/")));

        HttpResponse answer =
                sending.send(transport, Requests.get(URI.create("https://b.test:" + server.getPort() + "/")));

        assertThat(answer.status()).isEqualTo(421);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheClientHasAConnection_usesItAndItsInterceptors(Sending sending) throws IOException {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpClient client = borrowed(new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().header("X-Trace", "1").build())));
        OkHttpTransport transport = closing(OkHttpTransport.using(client));
        call(client, server);

        sending.send(transport, Requests.post(server.uri("/")));

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).hasSize(2).allMatch(request -> request.contains("X-Trace: 1"));
    }

    @ParameterizedTest
    @EnumSource
    void close_whenTheClientIsBorrowed_leavesItAlone(Sending sending) throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        AtomicInteger released = new AtomicInteger();
        OkHttpClient client = borrowed(new OkHttpClient.Builder().eventListener(new EventListener() {
            @Override
            public void connectionReleased(Call call, Connection connection) {
                released.incrementAndGet();
            }
        }));
        int interceptors =
                client.interceptors().size() + client.networkInterceptors().size();
        OkHttpTransport transport = OkHttpTransport.using(client);
        sending.send(transport, Requests.post(server.uri("/")));
        assertThat(client.dispatcher().runningCallsCount()).isZero();

        transport.close();

        assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
        assertThat(client.dispatcher().executorService().isShutdown()).isFalse();
        assertThat(client.interceptors().size() + client.networkInterceptors().size())
                .isEqualTo(interceptors);
        assertThat(client.followRedirects()).isTrue();
        call(client, server);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(released).hasValue(2);
    }

    @Test
    void sendAsync_whenTheClientsDispatcherIsNarrow_usesItsOwn() throws Exception {
        ScriptedServer server = closing(ScriptedServer.start(Step.awaitDrop()));
        OkHttpClient client = borrowed(new OkHttpClient.Builder());
        client.dispatcher().setMaxRequests(1);
        OkHttpTransport transport = closing(OkHttpTransport.using(client));

        for (int i = 0; i < 10; i++) {
            CompletableFuture<HttpResponse> open = transport.sendAsync(Requests.get(server.uri("/")), Sending.AMPLE);
            server.awaitArrival();
            assertThat(open).isNotDone();
        }

        assertThat(client.dispatcher().runningCallsCount()).isZero();
        assertThat(server.arrivals()).isEqualTo(10);
    }

    private OkHttpTransport over(OkHttpClient.Builder builder) {
        return closing(OkHttpTransport.using(borrowed(builder)));
    }

    private static void call(OkHttpClient client, ScriptedServer server) throws IOException {
        try (Response response = client.newCall(new Request.Builder()
                        .url(server.uri("/direct").toString())
                        .build())
                .execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
    }

    private static final class Remembering implements CookieJar {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
            asked.incrementAndGet();
        }

        @Override
        public List<Cookie> loadForRequest(HttpUrl url) {
            asked.incrementAndGet();
            return List.of();
        }
    }
}
