package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Picking an operation up in another process. */
class OperationResumeTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    private static ResumeToken token(String provider, String kind, String region, String id, String scope) {
        return token(provider, kind, region, id, scope, ManualTimeSource.START);
    }

    private static ResumeToken token(
            String provider, String kind, String region, String id, String scope, Instant startedAt) {
        return ResumeTokenCodec.encode(
                new OperationHandle(
                        new OperationHandle.Place(provider, kind, region, scope),
                        new OperationHandle.Start("key", Fingerprint.of("print"), startedAt, KeptRequest.none()),
                        id,
                        "golden",
                        Map.of()),
                Optional.empty());
    }

    private static ResumeToken own(String id) {
        return token("made-up", "copy-image", "here", id, "project-1");
    }

    private static Operation<String> resume(CopyBench bench, ResumeToken token) {
        return bench.runtime.resume(token, List.of(bench.type));
    }

    @ParameterizedTest
    @EnumSource
    void resume_whenTheOperationIsKnown_goesOnWithoutIoAndPollsAtOnce(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = resume(bench, own("op-5"));

            assertThat(bench.transport.requests()).isEmpty();
            assertThat(operation.id()).isEqualTo("op-5");
            assertThat(operation.resumeToken()).isEqualTo(own("op-5"));
            assertThat(operation.latest().state()).isEqualTo(OperationState.QUEUED);
            bench.nowSucceeds();
            assertThat(style.await(bench, operation, CopyBench.HOUR)).isEqualTo("img-1");
            assertThat(bench.time.nanoTime()).isZero();
            assertThat(bench.transport.requests().get(0).uri().getPath()).isEqualTo("/copies/op-5");
        }
    }

    @Test
    void resume_whenTheOperationIsAnHourOld_takesUpThePaceOfItsAge() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = resume(
                    bench,
                    token(
                            "made-up",
                            "copy-image",
                            "here",
                            "op-5",
                            "project-1",
                            ManualTimeSource.START.minusSeconds(400)));
            bench.nowAnswers(200, "{\"status\":\"RUNNING\"}");
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ZERO);

            assertThat(bench.polls()).isEqualTo(1);
            assertThat(bench.time.nextTaskIn()).contains(Duration.ofSeconds(20)); // 5 % of 400 s
            wait.cancel(true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1000000000-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "2027-01-01T00:00:00Z",
                "+99999-01-01T00:00:00Z"
            })
    void resume_whenTheDateIsAbsurd_worksAllTheSame(String date) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation =
                    resume(bench, token("made-up", "copy-image", "here", "op-5", "project-1", Instant.parse(date)));
            bench.nowAnswers(200, "{\"status\":\"RUNNING\"}");
            operation.poll();
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ZERO);

            assertThat(bench.polls()).isEqualTo(2);
            assertThat(bench.time.nextTaskIn().orElseThrow()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
            wait.cancel(true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void resume_whenOnlyTheIntentIsKnown_looksAndAdoptsWhatItFinds(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = resume(bench, own(""));
            assertThat(operation.id()).isEmpty();
            bench.transport.answer(200, "{\"id\":\"op-8\"}");

            assertThat(style.poll(bench, operation).operationId()).isEqualTo("op-8");

            assertThat(operation.id()).isEqualTo("op-8");
            assertThat(ResumeTokenCodec.decode(operation.resumeToken()).operationId())
                    .isEqualTo("op-8");
            bench.nowSucceeds();
            assertThat(style.await(bench, operation, CopyBench.HOUR)).isEqualTo("img-1");
            assertThat(bench.transport.requests())
                    .noneMatch(request -> request.method().equals("POST"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void resume_whenTheIntentCannotBeLookedFor_isAmbiguousAtOnceWithoutIo(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.reconciles = false;
            Operation<String> operation = resume(bench, own(""));

            assertThatThrownBy(() -> style.poll(bench, operation)).isInstanceOf(AmbiguousOutcomeException.class);
            AmbiguousOutcomeException error = catchThrowableOfType(
                    AmbiguousOutcomeException.class, () -> style.await(bench, operation, CopyBench.HOUR));

            assertThat(error).hasMessageContaining("it left nothing to look for it by");
            assertThat(error.resumeToken()).contains(own(""));
            assertThat(bench.transport.requests()).isEmpty();
            assertThat(bench.time.nanoTime()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void resume_whenTheIntentLeftNoTrace_waitsTheGraceAndIsAmbiguous(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = resume(bench, own(""));
            bench.nowAnswers(200, "{}");

            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.QUEUED);
            AmbiguousOutcomeException error = catchThrowableOfType(
                    AmbiguousOutcomeException.class, () -> style.await(bench, operation, CopyBench.HOUR));

            assertThat(error).hasMessageContaining("no trace of the operation was found on the service");
            assertThat(error.resumeToken()).contains(own(""));
            assertThat(bench.time.nanoTime())
                    .isBetween(
                            Duration.ofSeconds(60).toNanos(),
                            Duration.ofSeconds(64).toNanos());
        }
    }

    @ParameterizedTest
    @EnumSource
    void resume_whenTheSearchFindsIt_showsTheStateThatItFound(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = resume(bench, own(""));
            bench.type.first = PollResult.pending(OperationState.RUNNING, "Copying");
            bench.nowAnswers(200, "{\"id\":\"op-7\"}");

            OperationSnapshot<String> snapshot = style.poll(bench, operation);

            assertThat(snapshot.operationId()).isEqualTo("op-7");
            assertThat(snapshot.state()).isEqualTo(OperationState.RUNNING);
            assertThat(snapshot.providerStatus()).isEqualTo("Copying");
        }
    }

    /** The service may have accepted it only when it was sent again, and then shows it later. */
    @ParameterizedTest
    @CsvSource({"true, QUEUED", "false, FAILED"})
    void resume_whenTheSearchSentItAgain_givesTheGraceAnew(boolean repeats, OperationState whenNotShown) {
        setup.manual.advance(CopyBench.HOUR);
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.repeats = repeats;
            Operation<String> operation = resume(bench, own(""));
            bench.nowAnswers(200, "{\"id\":\"op-7\"}");
            operation.poll();
            bench.nowAnswers(404, "");

            assertThat(operation.poll().state()).isEqualTo(whenNotShown);
        }
    }

    @Test
    void resume_whenTheTokensRequestMayNotBeSentAgain_saysWhyNot() {
        setup.manual.advance(CopyBench.HOUR);
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.scope = "";
            bench.nowAnswers(200, "{}");

            assertThatThrownBy(
                            resume(bench, holding(KeptRequest.of(Json.object().put("version", 1))))::poll)
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("; it was not sent again: it is sent again only from a token that is signed");
            assertThatThrownBy(resume(bench, holding(KeptRequest.none()))::poll)
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageNotContaining("it was not sent again");
        }
    }

    @ParameterizedTest
    @CsvSource({"64, true", "65, false"})
    void resume_ofAKeyUpToTheLongest_isPossible(int length, boolean possible) {
        try (CopyBench bench = new CopyBench(setup)) {
            OperationHandle known = ResumeTokenCodec.decode(own("op-5"));
            ResumeToken token = ResumeTokenCodec.encode(
                    new OperationHandle(
                            known.place(),
                            new OperationHandle.Start(
                                    "k".repeat(length), known.fingerprint(), known.startedAt(), KeptRequest.none()),
                            known.operationId(),
                            known.name(),
                            Map.of()),
                    Optional.empty());

            if (possible) {
                assertThat(resume(bench, token).resumeToken()).isEqualTo(token);
            } else {
                assertThatThrownBy(() -> resume(bench, token))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("idempotencyKey must be at most 64 visible ASCII characters");
            }
        }
    }

    private static ResumeToken holding(KeptRequest request) {
        OperationHandle intent = ResumeTokenCodec.decode(own(""));
        return ResumeTokenCodec.encode(intent.withRequest(request), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void cancel_whenOnlyTheIntentIsKnown_isUnknownWithoutIo(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = resume(bench, own(""));

            assertThat(style.cancel(bench, operation))
                    .isInstanceOfSatisfying(
                            CancelResult.Unknown.class,
                            unknown -> assertThat(unknown.cause().resumeToken()).contains(own("")));
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "other|copy-image|here|project-1|This resume token belongs to provider 'other', but this client works with provider 'made-up'",
                "made-up|delete|here|project-1|This resume token belongs to an operation of kind 'delete', but this client resumes ['copy-image']",
                "made-up|copy-image|there|project-1|This resume token belongs to region 'there', but this client works in region 'here'",
                "made-up|copy-image|here|project-2|This resume token belongs to scope 'project-2', but this client works in scope 'project-1'"
            })
    void resume_whenTheTokenBelongsElsewhere_refusesNamingBothWithoutIo(
            String provider, String kind, String region, String scope, String message) {
        try (CopyBench bench = new CopyBench(setup)) {
            for (String id : List.of("op-5", "")) {
                ResumeToken foreign = token(provider, kind, region, id, scope);
                assertThatThrownBy(() -> resume(bench, foreign))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(message);
            }
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void resume_whenTheTokenNamesNoScopeButTheClientHasOne_refuses() {
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> resume(bench, token("made-up", "copy-image", "here", "op-5", "")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("This resume token belongs to scope '', but this client works in scope 'project-1'");
        }
    }

    @Test
    void resume_whenTheClientKnowsNoScope_acceptsAny() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.scope = "";
            assertThat(resume(bench, own("op-5")).id()).isEqualTo("op-5");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", "a?b", "a b", "a#b", "a%2fb", "é"})
    void resume_whenAnIdOrARegionIsNone_refusesWithoutIo(String text) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.scope = "";
            for (ResumeToken forged : List.of(
                    token("made-up", "copy-image", "here", text, "project-1"),
                    token("made-up", "copy-image", text, "op-5", "project-1"),
                    token("made-up", "copy-image", "here", "op-5", text))) {
                assertThatThrownBy(() -> resume(bench, forged))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("The resume token: ");
            }
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void resume_whenTheTokenIsDamaged_refusesWithoutIo() {
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> resume(bench, new ResumeToken("v1.abc")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("damaged");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void resume_whenTheClientIsClosed_saysSo() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.runtime.close();
            assertThatThrownBy(() -> resume(bench, own("op-5")))
                    .isInstanceOf(ClientClosedException.class)
                    .hasMessageContaining("CopyClient.resume");
        }
    }
}
