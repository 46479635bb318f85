package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What proxies answer to CONNECT in place of a tunnel. Nothing of the request has reached them then. */
class ProxyAnswersTest {
    /** Of a proxy that says no more, which some of them do. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final URI SERVICE = URI.create("https://cloud.test/");

    private final List<AutoCloseable> closing = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : closing) {
            each.close();
        }
    }

    private <C extends AutoCloseable> C closing(C resource) {
        closing.add(resource);
        return resource;
    }

    private TransportException failure(Sending sending, ScriptedServer proxy, Authenticator credentials) {
        OkHttpTransport transport = closing(OkHttpTransport.using(new OkHttpClient.Builder()
                .readTimeout(SILENCE)
                .proxy(new Proxy(Proxy.Type.HTTP, proxy.address()))
                .proxyAuthenticator(credentials)
                .build()));
        TransportException failure = Requests.failure(sending, transport, Requests.post(SERVICE));
        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.reason()).contains("proxy").doesNotContain("127.0.0.1");
        return failure;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "407 | Proxy-Authenticate: Basic realm=\"x\" | wants credentials | false",
                "407 | Proxy-Authenticate: Negotiate | wants credentials | false",
                "407 | Proxy-Authenticate: NTLM | wants credentials | false",
                "407 | Proxy-Authenticate: Digest realm=\"x\", nonce=\"n\" | wants credentials | false",
                "407 | X-Nothing: | wants credentials | false",
                "407 | Connection: close | wants credentials | false",
                "403 | Connection: close | does not allow this host | false",
                "403 | X-Squid-Error: ERR_ACCESS_DENIED 0 | does not allow this host | false",
                "302 | Location: http://portal.example/login | nothing reached the service | false",
                "401 | WWW-Authenticate: Basic | nothing reached the service | false",
                "404 | X-Nothing: | nothing reached the service | false",
                "405 | X-Nothing: | nothing reached the service | false",
                "408 | X-Nothing: | nothing reached the service | true",
                "429 | Retry-After: 1 | nothing reached the service | true",
                "451 | X-Nothing: | nothing reached the service | false",
                "500 | X-Nothing: | nothing reached the service | true",
                "501 | X-Nothing: | nothing reached the service | true",
                "502 | X-Nothing: | misspelled | true",
                "503 | X-Squid-Error: ERR_DNS_FAIL 0 | misspelled | true",
                "504 | X-Nothing: | misspelled | true"
            })
    void send_whenTheProxyAnswersConnect_namesItWithItsStatus(
            int status, String header, String meaning, boolean retryable) {
        for (Sending sending : Sending.values()) {
            for (String body : List.of("", "<html>" + "x".repeat(3000) + "</html>")) {
                ScriptedServer proxy = closing(ScriptedServer.start(Step.answer(status, header + "\r\n", body)));

                TransportException failure = failure(sending, proxy, Authenticator.NONE);

                assertThat(failure.reason()).contains("the proxy answered " + status + " to CONNECT", meaning);
                assertThat(failure.retryable()).isEqualTo(retryable);
                assertThat(proxy.requests()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheProxyWantsCredentialsForARequestWithoutATunnel_namesIt(Sending sending) {
        ScriptedServer proxy =
                closing(ScriptedServer.start(Step.answer(407, "Proxy-Authenticate: Basic realm=\"x\"\r\n", "no")));
        OkHttpTransport transport = closing(OkHttpTransport.using(new OkHttpClient.Builder()
                .proxy(new Proxy(Proxy.Type.HTTP, proxy.address()))
                .build()));

        TransportException failure =
                Requests.failure(sending, transport, Requests.post(URI.create("http://cloud.test/")));

        assertThat(failure.reason())
                .isEqualTo(
                        "the proxy answered 407 to the request, so nothing reached the service: it wants credentials");
        assertThat(failure.sendPhase()).isEqualTo(SendPhase.NOT_SENT);
        assertThat(failure.retryable()).isFalse();
        assertThat(proxy.requests()).singleElement().asString().startsWith("POST http://cloud.test/");
    }

    /** OkHttp asks an authenticator after every 407, without end if the proxy keeps the connection open. */
    @ParameterizedTest
    @EnumSource
    void send_whenTheProxyRefusesItsCredentials_namesItAndIsNotRetried(Sending sending) {
        ScriptedServer proxy =
                closing(ScriptedServer.start(Step.answer(407, "Proxy-Authenticate: Basic realm=\"x\"\r\n", "")));

        TransportException failure = failure(sending, proxy, (route, response) -> response.request()
                .newBuilder()
                .header("Proxy-Authorization", Credentials.basic("user", "wrong-password"))
                .build());

        assertThat(failure.reason()).contains("the proxy answered 407 to CONNECT");
        assertThat(failure.retryable()).isFalse();
        assertThat(proxy.requests()).hasSize(1);
        assertThat(failure.getCause()).satisfiesAnyOf(cause -> assertThat(cause).isNull(), cause -> assertThat(
                        String.valueOf(cause.getMessage()))
                .doesNotContain("wrong-password"));
    }

    /** As with Digest, whose first answer names what the second must contain. */
    @ParameterizedTest
    @EnumSource
    void send_whenTheProxyLoginHasSteps_makesEachOnce(Sending sending) {
        ScriptedServer proxy = closing(ScriptedServer.start(
                Step.answer(407, "Proxy-Authenticate: Steps one\r\n", ""),
                Step.answer(407, "Proxy-Authenticate: Steps two\r\n", ""),
                Step.answer(407, "Proxy-Authenticate: Steps two\r\n", "")));

        TransportException failure = failure(sending, proxy, (route, response) -> {
            String step = String.valueOf(response.header("Proxy-Authenticate"));
            return step.startsWith("Steps ")
                    ? response.request()
                            .newBuilder()
                            .header("Proxy-Authorization", step)
                            .build()
                    : null;
        });

        assertThat(failure.reason()).contains("the proxy answered 407 to CONNECT");
        assertThat(proxy.requests()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void send_whenTheProxyHangsUp_namesItAndMayBeRetried(Sending sending) {
        for (Step step : List.of(
                Step.hangUp(),
                Step.reset(),
                Step.raw("SSH-2.0-OpenSSH_9\r\n"),
                Step.raw("HTTP/1.1 200 Connection established\r\n\r\n"))) {
            ScriptedServer proxy = closing(ScriptedServer.start(step));

            TransportException failure = failure(sending, proxy, Authenticator.NONE);

            assertThat(failure.retryable()).isTrue();
            assertThat(proxy.requests()).hasSize(1);
        }
    }
}
