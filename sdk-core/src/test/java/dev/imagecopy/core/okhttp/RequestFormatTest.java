package dev.imagecopy.core.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import dev.imagecopy.testsupport.sockets.ScriptedServer.Step;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out is what was asked for, and what came in is what is shown. */
class RequestFormatTest extends LeakCheckedTest {
    private final ScriptedServer server = closing(ScriptedServer.start(Step.answer(200)));
    private final OkHttpTransport transport = closing(OkHttpTransport.create());

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void send_whenTheMethodNeedsABody_sendsAnEmptyOne(String method) {
        send(HttpRequest.of(method, server.uri("/"), HttpHeaders.empty()));

        assertThat(sent()).startsWith(method + " / HTTP/1.1\r\n").contains("\r\nContent-Length: 0\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "HEAD"})
    void send_whenTheMethodNeedsNoBody_sendsNone(String method) {
        send(HttpRequest.of(method, server.uri("/"), HttpHeaders.empty()));

        assertThat(sent()).startsWith(method + " / HTTP/1.1\r\n").doesNotContain("Content-Length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void send_whenThereIsABody_tellsOkHttpThatItGoesOutOnce(String method) {
        List<Boolean> oneShot = new ArrayList<>();
        OkHttpTransport observed =
                closing(OkHttpTransport.using(borrowed(new OkHttpClient.Builder().addInterceptor(chain -> {
                    oneShot.add(chain.request().body().isOneShot());
                    return chain.proceed(chain.request());
                }))));

        Sending.SYNC.send(observed, HttpRequest.of(method, server.uri("/"), HttpHeaders.empty()));
        Sending.SYNC.send(observed, Requests.of(method, server.uri("/")).withBody(new byte[1]));

        assertThat(oneShot).containsExactly(true, true);
    }

    @Test
    void send_whenThereAreHeadersAndABody_sendsThemAsTheyAre() {
        HttpHeaders headers = HttpHeaders.builder()
                .add("Content-Type", "application/json")
                .add("X-Twice", "1")
                .add("X-Twice", "2")
                .build();

        send(HttpRequest.of("DELETE", server.uri("/"), headers).withBody(new byte[] {'{', '}'}));

        assertThat(sent())
                .contains("\r\nContent-Type: application/json\r\n", "\r\nX-Twice: 1\r\nX-Twice: 2\r\n")
                .contains("\r\nContent-Length: 2\r\n", "\r\nAccept-Encoding: gzip\r\n")
                .endsWith("\r\n\r\n{}");
    }

    @Test
    void send_whenAcceptEncodingIsGiven_keepsIt() {
        send(Requests.get(server.uri("/"))
                .withHeaders(
                        HttpHeaders.builder().add("accept-encoding", "identity").build()));

        assertThat(sent()).contains("accept-encoding: identity").doesNotContain("gzip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a//b/",
                "/a%2Fb%20c",
                "/a;v=1/@:$&+,=~-._!*()",
                "/?",
                "/?a=b&c=%2B+%20&d",
                "/v1/x:copy?x=/?"
            })
    void send_whenTheTargetIsEncoded_sendsItUntouched(String target) {
        send(Requests.get(server.uri(target)));

        assertThat(sent()).startsWith("GET " + target + " HTTP/1.1\r\n");
    }

    @Test
    void send_whenThePathIsEmpty_sendsASlash() {
        send(Requests.get(server.uri("?a=b")));

        assertThat(sent()).startsWith("GET /?a=b HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/../b", "/a/./b", "/a/%2e%2e/b", "/a/%2E", "/..", "/a?b='c'", "/a#b"})
    void send_whenTheTargetWouldBeChanged_refusesIt(String target) {
        assertThatIllegalArgumentException().isThrownBy(() -> send(Requests.get(server.uri(target))));

        assertThat(server.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://cloud.test/", "/relative", "mailto:x@cloud.test", "https:///path", "https://u@c.test/"})
    void send_whenTheTargetIsNoHttpUri_refusesIt(String target) {
        assertThatIllegalArgumentException().isThrownBy(() -> send(Requests.get(URI.create(target))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void send_whenTheMethodAllowsNoBody_refusesOne(String method) {
        HttpRequest request = Requests.of(method, server.uri("/")).withBody(new byte[1]);

        assertThatIllegalArgumentException().isThrownBy(() -> send(request));
    }

    @Test
    void send_whenTheMethodIsNoToken_refusesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send(HttpRequest.of("", server.uri("/"), HttpHeaders.empty())));
    }

    @Test
    void withReadTimeout_whenShorterThanAMillisecond_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Requests.get(server.uri("/")).withReadTimeout(Duration.ofNanos(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "99999999999", "-1", "abc", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void send_whenThereIsARetryAfter_showsItAsReceived(String value) {
        HttpResponse answer = answered(
                "HTTP/1.1 503 Busy\r\nretry-after: " + value + "\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.headers().all("Retry-After")).containsExactly(value, "7");
    }

    @Test
    void send_whenTheServerUsesOurPrivateName_doesNotTakeItForRetryAfter() {
        HttpResponse answer =
                answered("HTTP/1.1 503 Busy\r\nImage-Copy-Hidden-Retry-After: 7\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.headers().all("Retry-After")).isEmpty();
    }

    @Test
    void send_whenHeadersAreOdd_showsThemAsReceived() {
        HttpResponse answer = answered(String.join(
                "\r\n",
                "HTTP/1.1 200",
                "X-Text: caf\u00c3\u00a9",
                "X-Empty:",
                "X-Twice: a",
                "X-Twice: b",
                "Retry-After: 1",
                "Content-Length: 0",
                "\r\n"));

        assertThat(answer.headers().first("x-text")).contains("caf\u00e9");
        assertThat(answer.headers().first("X-Empty")).contains("");
        assertThat(answer.headers().all("X-Twice")).containsExactly("a", "b");
    }

    @Test
    void send_whenInterimAnswersComeFirst_returnsTheFinalOne() {
        HttpResponse answer = answered(String.join(
                "\r\n\r\n",
                "HTTP/1.1 100 Continue",
                "HTTP/1.1 103 Early Hints",
                "HTTP/1.1 202 Accepted\r\nContent-Length: 2",
                "{}"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.bodyAsText()).isEqualTo("{}");
    }

    private HttpResponse answered(String raw) {
        ScriptedServer scripted = closing(ScriptedServer.start(Step.raw(raw)));
        return send(Requests.get(scripted.uri("/")));
    }

    private HttpResponse send(HttpRequest request) {
        return Sending.SYNC.send(transport, request);
    }

    private String sent() {
        return server.requests().get(0);
    }
}
