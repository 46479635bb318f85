package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.internal.call.CallBench.Rotating;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers strangers may add, and the one line that every exception's message is. */
class HeadersAndMessagesTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final String TARGET = "POST service.test/…/v1/images/img-1/copy";

    private final CallBench bench = new CallBench();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "AUTHORIZATION",
                "Proxy-Authorization",
                "Host",
                "Content-Length",
                "Content-Type",
                "Content-Encoding",
                "Transfer-Encoding",
                "Accept-Encoding",
                "Accept",
                "Connection",
                "Proxy-Connection",
                "Keep-Alive",
                "Upgrade",
                "TE",
                "Trailer",
                "Expect",
                "Cookie",
                "User-Agent",
                "X-Attempt-Id", // set for each attempt
                "x-auth-token", // the signer's
                "X-Date",
                "X-Nonce"
            })
    void header_whenItIsTheSdksOwn_isRefusedFromOptionsAndInterceptors(String name) {
        CallOptions options = CallOptions.builder().header(name, "stranger").build();
        for (Mode mode : Mode.values()) {
            assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.SAFE), options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The header " + name + " is set by the SDK and cannot be added");
        }

        CallBench intercepted = new CallBench();
        intercepted.interceptors = List.of((attempt, headers) -> headers.add(name, "stranger"));
        for (Mode mode : Mode.values()) {
            assertThatThrownBy(() -> intercepted.make(mode, CallBench.call(Repeatability.SAFE)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("stranger");
        }
        assertThat(bench.transport.sent()).isEmpty();
        assertThat(intercepted.transport.sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SYNC, Authorization", "ASYNC, Authorization", "SYNC, X-Attempt-Id", "ASYNC, X-Attempt-Id"})
    void header_whenItIsTheSdksOwn_isRefusedBeforeCredentialsAreResolved(Mode mode, String name) {
        AtomicInteger resolved = new AtomicInteger();
        bench.credentials = () -> new CallBench.Token("t-" + resolved.incrementAndGet());

        assertThatThrownBy(() -> bench.make(
                        mode,
                        CallBench.call(Repeatability.SAFE),
                        CallOptions.builder().header(name, "stranger").build()))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(resolved).hasValue(0);
        assertThat(bench.heard.started).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', image-copy-sdk-java/\\S+", "' my-app/2 ', image-copy-sdk-java/\\S+ my-app/2"})
    void userAgent_namesTheSdkAndWhatTheApplicationAdds(String suffix, String expected) {
        bench.userAgentSuffix = suffix;
        bench.transport.answer(200, OK);

        bench.make(Mode.SYNC, CallBench.call(Repeatability.SAFE));

        assertThat(bench.sentHeaders("User-Agent")).singleElement().asString().matches(expected);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void header_whenItIsTheCallersOwn_travelsWithEachAttempt(Mode mode) {
        bench.interceptors = List.of((attempt, headers) -> headers.add("traceparent", "00-" + attempt.number()));
        bench.transport.answer(503, "").answer(200, OK);

        bench.make(
                mode,
                CallBench.call(Repeatability.SAFE),
                CallOptions.builder().header("X-Mine", "1").build());

        assertThat(bench.sentHeaders("X-Mine")).containsExactly("1", "1");
        assertThat(bench.sentHeaders("traceparent")).containsExactly("00-1", "00-2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x08, 0x0a, 0x0d, 0x1f, 0x7f, 0x80, 0xe9, 0x2028, 0xffff})
    void headerValue_whenACharacterIsNotAllowed_isRefusedWithoutBeingPrinted(int character) {
        String value = "s3cr3t" + (char) character + "canary";

        assertThatThrownBy(() -> CallOptions.builder().header("X-Mine", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The value of header X-Mine contains the character U+%04X at index 6;"
                                + " only visible ASCII is allowed",
                        character);
        assertThatThrownBy(() -> HttpHeaders.builder().set("X-Mine", value))
                .hasMessageNotContaining("s3cr3t")
                .hasMessageNotContaining("canary");
    }

    @Test
    void headerValue_ofEveryAllowedCharacter_isAccepted() {
        StringBuilder all = new StringBuilder("\t");
        for (char c = 0x20; c <= 0x7e; c++) {
            all.append(c);
        }

        HttpHeaders headers = HttpHeaders.builder()
                .add("X-All", all.toString())
                .add("X-None", "")
                .build();

        assertThat(headers.first("x-all")).contains(all.toString());
        assertThat(headers.first("x-none")).contains("");
        assertThat(headers).hasToString("HttpHeaders[X-All, X-None]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "X Mine", "X:Mine", "X\nMine", "X\u007f", "Ключ", "X\"", "X(1)", "{x}", "a/b", "a@b"})
    void headerName_whenItIsNoToken_isRefusedWithoutBeingPrinted(String name) {
        assertThatThrownBy(() -> CallOptions.builder().header(name, "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A header name must be a token of RFC 9110");
    }

    /** Statuses and bodies as services send them, and the line that a person reads in the log. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "403 | {'code':'QuotaExceed.Image','message':'no more'} | 403 QuotaExceed.Image \"no more\" [%s, attempt 1 of 4, not retryable]",
                "403 | {'code':'QuotaExceed.Image'} | 403 QuotaExceed.Image [%s, attempt 1 of 4, not retryable]",
                "404 | {'message':'it is\\ngone'} | 404 \"it is gone\" [%s, attempt 1 of 4, not retryable]",
                "400 | <html>no</html> | 400 without an error code [%s, attempt 1 of 4, not retryable]",
                "400 | `` | 400 without a body [%s, attempt 1 of 4, not retryable]",
                "302 | `` | 302 without a body [%s, attempt 1 of 4, not retryable]",
                "500 | {'code':'Internal'} | 500 Internal [%s, attempt 4 of 4, retryable, all attempts are used up]",
                "200 | {} | 200 with an answer that cannot be read: id is missing [%s, attempt 4 of 4, retryable, all attempts are used up]",
            })
    void message_ofAnAnswer_isOneLine(int status, String body, String expected) {
        for (Mode mode : Mode.values()) {
            CallBench calls = new CallBench();
            calls.transport.otherwise(request -> CallBench.response(status, body.replace('\'', '"')));

            assertThatThrownBy(() -> calls.make(mode, CallBench.call(Repeatability.SAFE)))
                    .isInstanceOf(SdkException.class)
                    .hasMessage("TestClient.copyImage failed: " + expected.replace("%s", TARGET));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void message_whenTheServiceNamesARequestId_beginsItsFactsWithIt(Mode mode) {
        bench.transport.answer(CallBench.response(403, "{\"code\":\"No\"}", "X-Request-Id", "r-1"));

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.SAFE)))
                .hasMessage("TestClient.copyImage failed: 403 No [request-id r-1, " + TARGET
                        + ", attempt 1 of 4, not retryable]");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void message_ofALostReply_saysThatTheOutcomeIsUnknown(Mode mode) {
        bench.lose(1);

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.ONCE)))
                .hasMessage("TestClient.copyImage failed: the service may or may not have executed the call: the call"
                        + " must not be repeated, since the service may have executed it [" + TARGET
                        + ", attempt 1 of 4, not retryable]")
                .cause()
                .hasMessage("TestClient.copyImage failed: connection reset [" + TARGET
                        + ", attempt 1 of 4, retryable, the call must not be repeated, since the service may have"
                        + " executed it]");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void message_whenNothingCouldBeSent_namesNoAttempt(Mode mode) {
        bench.credentials = () -> {
            throw new CredentialsException("no key in\nthe environment", ErrorContext.none(false), null);
        };

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.SAFE)))
                .hasMessage("TestClient.copyImage failed: no key in the environment [" + TARGET + ", not retryable]");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void message_whenTheDeadlinePasses_saysHowLongItWas(Mode mode) {
        bench.callTimeout = Duration.ofSeconds(3);
        bench.transport.hang();

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.SAFE)))
                .hasMessage("TestClient.copyImage failed: the deadline of 3000 ms passed [" + TARGET
                        + ", attempt 1 of 4, retryable]");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void message_afterARepair_saysHowManyAttemptsWereRepairs(Mode mode) {
        bench.credentials = new Rotating();
        bench.transport.otherwise(request -> CallBench.response(401, "{\"code\":\"Stale\"}"));

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.SAFE)))
                .hasMessage("TestClient.copyImage failed: 401 Stale [" + TARGET
                        + ", attempt 2 of 5, 1 repair included, not retryable]")
                .satisfies(error -> assertThat(error.getSuppressed()[0])
                        .hasMessage("TestClient.copyImage failed: 401 Stale [" + TARGET
                                + ", attempt 1 of 4, not retryable]"));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void message_afterTwoRepairsAndAllAttempts_addsUp(Mode mode) {
        bench.credentials = new Rotating();
        bench.retryPolicy = RetryPolicy.standard().withMaxAttempts(2);
        bench.transport
                .answer(401, "")
                .answer(400, "{\"recovery\":\"SIGN_AGAIN\"}")
                .answer(503, "{\"code\":\"Busy\"}")
                .answer(503, "{\"code\":\"Busy\"}");

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.SAFE)))
                .hasMessage("TestClient.copyImage failed: 503 Busy [" + TARGET
                        + ", attempt 4 of 4, 2 repairs included, retryable, all attempts are used up]");
    }
}
