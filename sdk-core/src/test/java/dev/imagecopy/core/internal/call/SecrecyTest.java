package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.ShownTexts;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.internal.call.CallBench.Token;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets that a service echoes, and what a call carries, appear in nothing that a person may read. */
class SecrecyTest {
    private static final String CANARY = "CANARY/s3cr3t+tOken==";
    private static final String KEY = "canary-key-value";
    private static final String HEADER = "canary-header-value";

    private final CallBench bench = new CallBench();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheServiceEchoesTheSecretEverywhere_showsItNowhere(Mode mode) {
        bench.credentials = () -> new Token(CANARY);
        String escaped = CANARY.replace("/", "\\/");
        String body = "{\"code\":\"Bad" + CANARY + "\",\"message\":\"sign " + CANARY + "\\nline " + escaped
                + "\",\"host\":\"" + CANARY + "\",\"Authorization\":\"" + CANARY + "\"}";
        for (int status : new int[] {503, 429, 500, 403}) {
            bench.transport.answer(CallBench.response(
                    status, body, "X-Request-Id", "id-" + CANARY, "Retry-After", CANARY, "Date", CANARY, CANARY, "x"));
        }
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CallOptions options = CallOptions.builder()
                .idempotencyKey(KEY)
                .header("X-Mine", HEADER)
                .build();

        List<String> seen = new ArrayList<>(CapturedLog.of(
                () -> thrown.set(catchThrowable(() -> bench.make(mode, CallBench.call(Repeatability.SAFE), options)))));

        assertThat(seen).hasSizeGreaterThan(6); // the attempts and the decisions were logged
        seen.add(ShownTexts.printed(thrown.get()));
        ShownTexts.collect(thrown.get(), seen);
        bench.heard.retries.forEach(event -> ShownTexts.collect(event.error(), seen));
        bench.heard.attempts.forEach(event -> seen.add(event.toString()));
        bench.heard.finished.forEach(event -> seen.add(event.toString()));
        bench.transport.requests().forEach(request -> seen.add(request.toString() + request.headers()));
        seen.add(bench.credentials.resolve().secrets().toString());
        seen.add(options.headers().toString());
        assertThat(seen).noneMatch(line -> line.contains("CANARY") || line.contains(HEADER));
        assertThat(((ApiException) thrown.get()).serviceMessage()).isEqualTo("sign *** line ***");
        assertThat(thrown.get().getMessage()).contains("request-id id-***").doesNotContain("secret-query");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheAnswerIsUnreadable_quotesNoneOfIt(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(200, "{\"canary\": " + CANARY + "}"));
        List<String> seen = new ArrayList<>();

        ShownTexts.collect(catchThrowable(() -> bench.make(mode, CallBench.call(Repeatability.SAFE))), seen);

        assertThat(seen).isNotEmpty().noneMatch(line -> line.toUpperCase(java.util.Locale.ROOT)
                .contains("CANARY"));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheTransportQuotesTheSecret_showsItInNoTextOfItsOwn(Mode mode) {
        bench.credentials = () -> new Token(CANARY);
        bench.transport.otherwise(request -> {
            throw new TransportException(
                    "refused by the gateway: " + CANARY, SendPhase.NOT_SENT, ErrorContext.none(true), null);
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();

        List<String> seen = new ArrayList<>(CapturedLog.of(
                () -> thrown.set(catchThrowable(() -> bench.make(mode, CallBench.call(Repeatability.SAFE))))));

        ShownTexts.collect(thrown.get(), seen);
        seen.add(ShownTexts.printed(thrown.get()));
        bench.heard.retries.forEach(event -> ShownTexts.collect(event.error(), seen));
        assertThat(seen).isNotEmpty().noneMatch(line -> line.contains("CANARY"));
        assertThat(((TransportException) thrown.get()).reason()).isEqualTo("refused by the gateway: ***");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anonymousCall_whenTheServiceEchoesWhatWasSent_showsNoneOfIt(Mode mode) {
        ApiCall<String, String> login = CallBench.row(Repeatability.SAFE)
                .anonymous()
                .secret(image -> CANARY)
                .secret(image -> null)
                .secret(image -> " ")
                .returningJson((body, response) -> "unused");
        bench.transport.otherwise(request -> CallBench.response(
                400, "{\"code\":\"Bad\",\"message\":\"wrong word " + CANARY + "\"}", "X-Request-Id", CANARY));
        List<String> seen = new ArrayList<>();

        Throwable refused = catchThrowable(() -> bench.make(mode, login));

        ShownTexts.collect(refused, seen);
        assertThat(seen).isNotEmpty().noneMatch(line -> line.contains("CANARY"));
        assertThat(((ApiException) refused).serviceMessage()).isEqualTo("wrong word ***");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheServiceEchoesCredentialsOfAnEarlierCall_showsNoneOfThem(Mode mode) {
        bench.credentials = new CallBench.Rotating();
        bench.transport
                .answer(401, "")
                .answer(200, "{\"id\":\"x\"}")
                .answer(400, "{\"message\":\"not test-token-1 but test-token-2\"}");

        bench.make(mode, CallBench.call(Repeatability.SAFE));
        ApiException refused = (ApiException) catchThrowable(() -> bench.make(
                mode, CallBench.row(Repeatability.SAFE).anonymous().returningJson((body, response) -> "unused")));

        assertThat(refused.serviceMessage()).isEqualTo("not *** but ***");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheReaderQuotesTheAnswer_showsNoneOfIt(Mode mode) {
        bench.credentials = CredentialsProvider.of(new CallBench.Token(CANARY));
        ApiCall<String, String> call = CallBench.row(Repeatability.SAFE).returning(response -> {
            throw new ResponseFormatException(
                    "not the answer", 200, Optional.of("id " + CANARY), ErrorContext.none(false), null);
        });
        bench.transport.otherwise(request -> CallBench.response(200, "", "X-Request-Id", "id-" + CANARY));
        List<String> seen = new ArrayList<>();

        ShownTexts.collect(catchThrowable(() -> bench.make(mode, call)), seen);

        assertThat(seen)
                .isNotEmpty()
                .noneMatch(line -> line.contains("CANARY"))
                .anyMatch(line -> line.contains("TestClient.copyImage failed: not the answer [request-id id-***"));
    }

    @Test
    void secret_showsStarsAndComparesItsValue() {
        Secret secret = Secret.of(CANARY);

        assertThat(secret).hasToString("***").isEqualTo(Secret.of(CANARY)).isNotEqualTo(Secret.of("other"));
        assertThat(secret.hashCode()).isEqualTo(Secret.of(CANARY).hashCode());
        assertThat(secret.reveal().getBytes(StandardCharsets.UTF_8)).hasSize(21);
        for (String bad : new String[] {"", " ", "a\nb", "a\u0000"}) {
            assertThat(catchThrowable(() -> Secret.of(bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(error -> assertThat(error.getMessage()).doesNotContain("a\n"));
        }
    }
}
