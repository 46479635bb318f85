package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No query, header value, body or words of the peer in any message, however deep in the chain of causes. */
class SecrecyTest extends LeakCheckedTest {
    private static final String SECRET = "s3cr3t-canary";

    static Stream<Step> faults() {
        return Stream.of(
                Step.hangUp(),
                Step.reset(),
                Step.raw(SECRET + "\r\n\r\n").then(Step.hangUp()),
                Step.raw("HTTP/1.1 200 OK\r\n" + SECRET).then(Step.hangUp()),
                Step.raw("HTTP/1.1 " + SECRET + "\r\n\r\n").then(Step.hangUp()),
                Step.raw("HTTP/1.1 200 OK\r\nContent-Length: " + SECRET + "\r\n\r\n")
                        .then(Step.hangUp()),
                Step.raw("HTTP/1.1 200 OK\r\nContent-Encoding: " + SECRET + "\r\n\r\n{}")
                        .then(Step.hangUp()),
                Step.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2" + SECRET + "\r\n{}\r\n"),
                Step.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + SECRET + "\r\n{}\r\n"),
                Step.raw("HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\n" + SECRET));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void send_whenItFails_doesNotTellTheSecret(Step fault) {
        for (Sending sending : Sending.values()) {
            ScriptedServer server = closing(ScriptedServer.start(fault));
            OkHttpTransport transport = closing(OkHttpTransport.create());

            Throwable failure = catchThrowable(() -> sending.send(transport, secretRequest(server.uri("/"))));

            assertThat(printed(failure)).isNotEmpty().doesNotContain(SECRET);
        }
    }

    static Stream<Exception> leaky() {
        IOException suppressing = new IOException("plain");
        suppressing.addSuppressed(new IOException("deeper", new IOException(SECRET)));
        return Stream.of(
                new IOException("GET http://cloud.test/?sig=other"),
                new IOException("wanted to send " + SECRET),
                new IllegalArgumentException("Unexpected char 0x0a at 3 in X-Auth-Token value: " + SECRET),
                new SSLException("token " + SECRET),
                new UnknownHostException("cloud.test?" + SECRET),
                new IOException("outer", new IllegalStateException(SECRET)),
                suppressing);
    }

    @ParameterizedTest
    @MethodSource("leaky")
    void send_whenABorrowedInterceptorTellsTheSecret_keepsTypeAndStackOnly(Exception leak) {
        Interceptor leaking = chain -> {
            if (leak instanceof IOException e) {
                throw e;
            }
            throw (RuntimeException) leak;
        };
        OkHttpTransport transport =
                closing(OkHttpTransport.using(borrowed(new OkHttpClient.Builder().addInterceptor(leaking))));

        Throwable failure =
                catchThrowable(() -> Sending.SYNC.send(transport, secretRequest(URI.create("http://cloud.test/"))));

        assertThat(printed(failure)).doesNotContain(SECRET).doesNotContain("sig=other");
        assertThat(failure.getCause())
                .hasMessageStartingWith(leak.getClass().getName() + ", message withheld, since it may quote")
                .hasStackTraceContaining("SecrecyTest");
        assertThat(failure.getCause() instanceof SSLException).isEqualTo(leak instanceof SSLException);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\nX-Injected: 1", "\u0000", "\u00e9", "\u007f"})
    void send_whenAHeaderValueIsNotAllowed_refusesItWithoutTellingIt(String bad) {
        ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
        OkHttpTransport transport = closing(OkHttpTransport.create());
        HttpRequest request = HttpRequest.of(
                "GET",
                server.uri("/"),
                HttpHeaders.builder().addReceived("X-Auth-Token", SECRET + bad).build());

        for (Sending sending : Sending.values()) {
            Throwable failure = catchThrowable(() -> sending.send(transport, request));

            assertThat(failure).isInstanceOf(IllegalArgumentException.class);
            assertThat(printed(failure)).doesNotContain(SECRET);
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void send_whenTheTargetIsRefused_doesNotTellIt() {
        OkHttpTransport transport = closing(OkHttpTransport.create());
        for (String target : new String[] {
            "ftp://cloud.test/" + SECRET, "https://" + SECRET + "@cloud.test/", "https://cloud.test/a/../" + SECRET
        }) {
            Throwable failure = catchThrowable(() -> Sending.SYNC.send(transport, Requests.get(URI.create(target))));

            assertThat(failure).isInstanceOf(IllegalArgumentException.class);
            assertThat(printed(failure)).doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @EnumSource
    void send_whenItFails_showsTheCallerInTheStackTrace(Sending sending) {
        ScriptedServer server = closing(ScriptedServer.start(Step.hangUp()));
        OkHttpTransport transport = closing(OkHttpTransport.create());

        Throwable failure = catchThrowable(() -> sending.send(transport, Requests.get(server.uri("/"))));

        assertThat(failure.getStackTrace())
                .anyMatch(frame ->
                        frame.getClassName().equals(OkHttpTransport.class.getName()) || sending == Sending.ASYNC);
        assertThat(failure.getCause().getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("okhttp3."));
    }

    private static HttpRequest secretRequest(URI uri) {
        return Requests.post(URI.create(uri + "?token=" + SECRET))
                .withHeaders(HttpHeaders.builder().add("X-Auth-Token", SECRET).build())
                .withBody(SECRET.getBytes(StandardCharsets.UTF_8));
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
