package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataSessionTest {
    private static final MetadataSession.Dialect DIALECT =
            new MetadataSession.Dialect("http://169.254.169.254", "/token", "X-Life", "X-Token");

    private static ApiCall<String, String> text(ApiCall.Builder<String> question) {
        return question.returning(response -> response.bodyAsText().strip());
    }

    private static HttpResponse answer(String body) {
        return new HttpResponse(200, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);
    private final CallExecutor calls =
            Connections.<Credentials>over(transport, time).anonymous();

    @Test
    void begin_whenTheServiceGivesAToken_asksWithIt() {
        transport.answer(200, " session-1\n").answer(200, " role\n").answer(200, "{\"key\":\"k\"}");

        MetadataSession session = MetadataSession.begin(calls, DIALECT, "");

        assertThat(session.ask("/role", MetadataSessionTest::text)).isEqualTo("role");
        assertThat(session.<String>ask(
                        "/key",
                        question -> question.returningJson((body, response) -> LenientJson.text(body.path("key")))))
                .isEqualTo("k");
        assertThat(transport.requests())
                .allMatch(request -> SendOrder.of(request).direct());
        HttpRequest first = transport.requests().get(0);
        assertThat(first).hasToString("PUT 169.254.169.254/token");
        assertThat(first.headers().first("X-Life")).hasValue("21600");
        assertThat(transport.requests().subList(1, 3))
                .allSatisfy(request ->
                        assertThat(request.headers().first("X-Token")).hasValue("session-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "404, ''",
        "405, ''",
        "403, ''",
        "503, ''",
        "200, ''",
        "200, two words",
        "200, <html>",
        "200, \ufeff<html>"
    })
    void begin_whenThereIsNoToken_asksWithout(int status, String body) {
        transport.answer(status, body).answer(200, "role");

        assertThat(MetadataSession.begin(calls, DIALECT, "").ask("/role", MetadataSessionTest::text))
                .isEqualTo("role");
        assertThat(transport.requests()).hasSize(2);
        assertThat(transport.requests().get(1).headers().first("X-Token")).isEmpty();
    }

    @Test
    void begin_whenThereIsNoTokenAndVersion1IsForbidden_namesTheSetting() {
        transport.answer(404, "");

        assertThatThrownBy(() -> MetadataSession.begin(calls, DIALECT, "NO_V1"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("version 1 is switched off by NO_V1");
        assertThat(transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"204, ''", "200, ''", "200, \ufeff", "200, two words"})
    void begin_whenSomethingElseAnswersAndVersion1IsForbidden_failsForGood(int status, String body) {
        transport.answer(status, body);

        assertThatThrownBy(() -> MetadataSession.begin(calls, DIALECT, "NO_V1"))
                .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                        .isFalse())
                .hasMessageContaining("version 1 is switched off by NO_V1");
        assertThat(transport.requests()).hasSize(1);
    }

    @Test
    void value_whenNobodyAnswers_isAskedForOnceAndForASecond() {
        transport.hang().hang();

        assertThatThrownBy(() -> MetadataSession.begin(calls, DIALECT, "").ask("/role", MetadataSessionTest::text))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the instance metadata service cannot be reached")
                .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.isAbsent())
                        .isTrue());
        assertThat(transport.requests()).hasSize(2);
        assertThat(time.now()).isEqualTo(ManualTimeSource.START.plusSeconds(2));
    }

    @Test
    void value_ofAPresumedService_isMissingForGood_untilItHasAnswered() {
        MetadataPatience patience = MetadataPatience.presumed();
        transport.hang().hang();

        assertThatThrownBy(() ->
                        MetadataSession.begin(calls, DIALECT, "", patience).ask("/role", MetadataSessionTest::text))
                .isInstanceOfSatisfying(CredentialsException.class, e -> {
                    assertThat(e.isAbsent()).isTrue();
                    assertThat(e.retryable()).isFalse();
                });
        assertThat(time.now()).isEqualTo(ManualTimeSource.START.plusSeconds(2));

        transport.answer(200, "session").hang();

        assertThatThrownBy(() ->
                        MetadataSession.begin(calls, DIALECT, "", patience).ask("/role", MetadataSessionTest::text))
                .isInstanceOfSatisfying(CredentialsException.class, e -> {
                    assertThat(e.isAbsent()).isFalse();
                    assertThat(e.retryable()).isTrue();
                });
    }

    @Test
    void value_whenTheServiceRefuses_isItsTypedError() {
        transport.answer(200, "session").answer(404, "");

        assertThatThrownBy(() -> MetadataSession.begin(calls, DIALECT, "").ask("/role", MetadataSessionTest::text))
                .isInstanceOf(ApiException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void value_whenTheServiceRefusesTheTokenThatItGave_isAskedForWithout(int status) {
        transport.answer(200, "session").answer(status, "").answer(200, "role").answer(200, "key");

        MetadataSession session = MetadataSession.begin(calls, DIALECT, "");

        assertThat(session.ask("/role", MetadataSessionTest::text)).isEqualTo("role");
        assertThat(session.ask("/key", MetadataSessionTest::text)).isEqualTo("key");
        assertThat(transport.requests().stream()
                        .map(request -> request.headers().first("X-Token").orElse("-")))
                .containsExactly("-", "session", "-", "-");
    }

    @Test
    void value_whenTheTokenIsRefusedAndVersion1IsForbidden_isTheRefusal() {
        transport.answer(200, "session").answer(401, "");

        assertThatThrownBy(() -> MetadataSession.begin(calls, DIALECT, "NO_V1").ask("/role", MetadataSessionTest::text))
                .isInstanceOf(ApiException.class);
        assertThat(transport.requests()).hasSize(2);
    }

    @Test
    void service_thatWasChosen_mayAnswerSlowlyAndFailOnce() {
        transport
                .answerAfter(Duration.ofSeconds(3), answer("session"))
                .answer(503, "")
                .answerAfter(Duration.ofSeconds(6), answer("role"));

        assertThat(MetadataSession.begin(calls, DIALECT, "", MetadataPatience.chosen())
                        .ask("/role", MetadataSessionTest::text))
                .isEqualTo("role");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void value_whenTheServiceWasTooBusyForATokenAndInsistsOnOne_isTheFirstAnswer(int status) {
        transport.answer(503, "").answer(status, "");

        assertThatThrownBy(() -> MetadataSession.begin(calls, DIALECT, "").ask("/role", MetadataSessionTest::text))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.status()).isEqualTo(503);
                    assertThat(e.retryable()).isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource({"200, session", "503, ''"})
    void service_thatHasAnswered_isThere(int status, String body) {
        transport.answer(status, body).hang();

        assertThatThrownBy(() -> MetadataSession.begin(calls, DIALECT, "").ask("/role", MetadataSessionTest::text))
                .isInstanceOfSatisfying(CredentialsException.class, e -> {
                    assertThat(e.isAbsent()).isFalse();
                    assertThat(e.retryable()).isTrue();
                });
    }

    @Test
    void service_thatHasAnswered_mayBecomeSlow() {
        transport.answer(200, "session").answerAfter(Duration.ofSeconds(6), answer("role"));

        assertThat(MetadataSession.begin(calls, DIALECT, "").ask("/role", MetadataSessionTest::text))
                .isEqualTo("role");
    }
}
