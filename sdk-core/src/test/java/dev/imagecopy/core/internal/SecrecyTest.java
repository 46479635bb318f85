package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.event.StateChanged;
import dev.imagecopy.core.internal.CallBench.Mode;
import dev.imagecopy.core.internal.CallBench.Token;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        seen.add(printed(thrown.get()));
        collect(thrown.get(), seen);
        bench.heard.retries.forEach(event -> collect(event.error(), seen));
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

        collect(catchThrowable(() -> bench.make(mode, CallBench.call(Repeatability.SAFE))), seen);

        assertThat(seen).isNotEmpty().noneMatch(line -> line.toUpperCase(java.util.Locale.ROOT)
                .contains("CANARY"));
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

        collect(refused, seen);
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
                .answer(400, "{\"message\":\"not token-1 but token-2\"}");

        bench.make(mode, CallBench.call(Repeatability.SAFE));
        ApiException refused = (ApiException) catchThrowable(() -> bench.make(
                mode, CallBench.row(Repeatability.SAFE).anonymous().returningJson((body, response) -> "unused")));

        assertThat(refused.serviceMessage()).isEqualTo("not *** but ***");
    }

    @Test
    void secrets_ofManyCredentials_areKeptForTheLatestOnly() {
        Redactor secrets = new Redactor();
        for (int i = 100; i < 200; i++) {
            secrets.note(new Token("token-" + i));
            secrets.note(new Token("token-" + i));
        }

        assertThat(secrets.apply("token-100 token-193 token-194 token-199")).isEqualTo("token-100 token-193 *** ***");
    }

    @ParameterizedTest
    @EnumSource
    void operation_whenTheServiceEchoesTheSecretInGoodAnswers_showsItNowhere(Style style) {
        String secret = CopyBench.SECRET;
        CopyBench.Setup setup = new CopyBench.Setup();
        List<String> seen = new ArrayList<>();
        setup.listener = new SdkListener() {
            @Override
            public void polled(Polled event) {
                seen.add(event.toString());
            }

            @Override
            public void stateChanged(StateChanged event) {
                seen.add(event.toString());
            }
        };
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> copy = bench.start();
            bench.nowAnswers(200, "{\"status\":\"WAITING " + secret + "\"}");
            seen.addAll(CapturedLog.of(() -> style.poll(bench, copy)));
            bench.nowAnswers(
                    200,
                    "{\"status\":\"ERROR\",\"code\":\"Bad." + secret + "\",\"message\":\"key " + secret
                            + "\\nrefused\",\"request\":\"r-" + secret + "\"}");
            seen.addAll(CapturedLog.of(
                    () -> collect(catchThrowable(() -> style.await(bench, copy, CopyBench.HOUR)), seen)));
            seen.add(copy.latest().toString());
            seen.add(copy.toString());

            assertThat(seen).hasSizeGreaterThan(6).noneMatch(line -> line.contains(secret));
            assertThat(copy.latest().failure())
                    .contains(new OperationFailure("Bad.***", "key *** refused", Optional.of("r-***")));
            assertThat(copy.latest().providerStatus()).isEqualTo("ERROR");
        }
    }

    @ParameterizedTest
    @EnumSource
    void operation_whenAGoodAnswerHoldsARefusal_throwsItWithoutTheSecret(Style style) {
        try (CopyBench bench = new CopyBench()) {
            Operation<String> copy = bench.start();
            bench.nowAnswers(200, "{\"status\":\"REFUSED\",\"message\":\"key " + CopyBench.SECRET + "\"}");
            List<String> seen = new ArrayList<>();

            Throwable failed = catchThrowable(() -> style.await(bench, copy, CopyBench.HOUR));

            collect(failed, seen);
            assertThat(seen).noneMatch(line -> line.contains(CopyBench.SECRET));
            assertThat(failed)
                    .hasMessageContaining("the operation failed: Quota \"key ***\"")
                    .cause()
                    .isInstanceOf(QuotaExceededException.class)
                    .hasMessage("200 Quota \"key ***\"");
        }
    }

    private static void collect(Throwable error, List<String> into) {
        if (error == null) {
            return;
        }
        into.add(printed(error));
        if (error instanceof ApiException api) {
            into.add(api.code() + api.serviceMessage() + api.requestId() + api.bodyExcerpt() + api.details());
        }
        if (error instanceof SdkException sdk) {
            into.add(String.valueOf(sdk.resumeToken()));
        }
        collect(error.getCause(), into);
        for (Throwable suppressed : error.getSuppressed()) {
            collect(suppressed, into);
        }
    }

    private static String printed(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void clean_whereverTheSecretStands_removesIt(long seed) {
        RandomGenerator random = new Random(seed);
        for (int run = 0; run < 500; run++) {
            String secret = text(random, 4 + random.nextInt(60));
            String before = text(random, random.nextInt(3000));
            String after = text(random, random.nextInt(3000));
            String spaces = " ".repeat(random.nextInt(2) * random.nextInt(70_000));

            String clean = Redactor.withoutSecrets(before + spaces + secret + after, List.of(Secret.of(secret)));

            assertThat(clean).doesNotContain(secret);
            assertThat(clean.length()).isLessThanOrEqualTo(2048);
            assertThat(clean).doesNotContain("  ");
        }
    }

    private static String text(RandomGenerator random, int length) {
        String alphabet = "ABCdef0123456789+/=._-";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void clean_whenTheSecretIsCutOffAtTheEndOfWhatIsRead_leavesNoPartOfIt() {
        String secret = "0123456789".repeat(10);
        for (int shown = 1; shown < 100; shown++) {
            String text = "x" + " ".repeat(32 * 2048 - 1 - shown) + secret + "y".repeat(10);

            assertThat(Redactor.withoutSecrets(text, List.of(Secret.of(secret))))
                    .doesNotContain("0123");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'a\u200Btoken-value-1', 'a***'", // an invisible character before
        "'token-\u200Bvalue-1', '***'", // and inside
        "'token-\nvalue-1', 'token- value-1'", // a line end inside makes it another text
        "'Bearer abcdefghijkl.m', 'Bearer ***'",
        "'basic   QWxhZGRpbjpvcGVu', 'basic ***'",
        "'IAM t1.9euelZq.abc-DEF_1 end', 'IAM *** end'",
        "'\"eyJhbGciOiJQ.eyJpc3MiOiJh.c2ln-_\" end', '\"***\" end'",
        "'assertion%3DeyJhbGciOiJQ.eyJpc3MiOiJh.c2ln&x', 'assertion%3D***&x'",
        "'see eyJhbGci.eyJh', 'see eyJhbGci.eyJh'",
        "'password=hunter22&x=1', 'password=***&x=1'",
        "'{\"SecurityToken\": \"abcdef\"}', '{\"SecurityToken\": \"***\"}'",
        "'{\\\"x-auth-token\\\":\\\"abcdef\\\"}', '{\\\"x-auth-token\\\":\\\"***\\\"}'",
        "'Signature : abcdef, x', 'Signature : ***, x'",
        "'the token is bad', 'the token is bad'",
        "'id 1234', 'id 1234'",
    })
    void clean_removesWhatLooksSecret(String text, String expected) {
        assertThat(Redactor.withoutSecrets(text, List.of(Secret.of("token-value-1"))))
                .isEqualTo(expected);
    }

    @Test
    void clean_leavesSecretsAloneThatAreShorterThanWords() {
        assertThat(Redactor.withoutSecrets("abc abcd", List.of(Secret.of("abc"))))
                .isEqualTo("abc abcd");
        assertThat(Redactor.withoutSecrets("abc abcd", List.of(Secret.of("abcd"))))
                .isEqualTo("abc ***");
        assertThat(Redactor.withoutSecrets("xyz", List.of(Secret.of("\u200B\u200B\u200B\u200B"))))
                .isEqualTo("xyz");
    }

    @Test
    void clean_removesThePercentEncodedSecretToo() {
        assertThat(Redactor.withoutSecrets("u=a%2Fb%2Bc%3D&x", List.of(Secret.of("a/b+c="))))
                .isEqualTo("u=***&x");
    }

    @Test
    @Timeout(60)
    void clean_whenTheTextIsHostile_staysFast() {
        for (String unit : List.of(
                "a",
                "t1.",
                "token",
                "token ",
                "secret_",
                "bearer ",
                "password=\"",
                "\\\"",
                "t1.a.",
                "eyJ",
                "eyJa.",
                "eyJaaaa.")) {
            String hostile = unit.repeat(300_000 / unit.length());

            assertThat(Redactor.withoutSecrets(hostile, List.of(Secret.of("not-in-there")))
                            .length())
                    .isLessThanOrEqualTo(2048);
        }
    }

    @Test
    void oneLine_collapsesWhiteSpaceAndDropsControls() {
        assertThat(Redactor.oneLine(" \r\n a\t\tb\u0000\u001b[31mc\u00A0d\u202Ee\uFEFF \n"))
                .isEqualTo("a b[31mc de");
    }

    @Test
    void oneLine_cutsAt2048AndNeverInsideACharacter() {
        assertThat(Redactor.oneLine("x".repeat(5000))).hasSize(2048);
        assertThat(Redactor.oneLine("x".repeat(2047) + "\uD83D\uDE00")).isEqualTo("x".repeat(2047));
        assertThat(Redactor.oneLine("x".repeat(2046) + "\uD83D\uDE00")).hasSize(2048);
        assertThat(Redactor.oneLine("x".repeat(2047) + " y")).isEqualTo("x".repeat(2047));
        assertThat(Redactor.oneLine("x".repeat(2046) + " y")).hasSize(2048);
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
