package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starting an operation, and what becomes of a lost reply. */
class OperationStartTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    private static long copiesSent(CopyBench bench) {
        return bench.transport.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    @ParameterizedTest
    @EnumSource
    void start_whenAccepted_returnsAHandleThatKnowsAllButTheState(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(200, "{\"id\":\"op-9\"}");

            Operation<String> operation = style.start(bench, "golden");

            assertThat(operation.id()).isEqualTo("op-9");
            OperationSnapshot<String> latest = operation.latest();
            assertThat(latest.operationId()).isEqualTo("op-9");
            assertThat(latest.state()).isEqualTo(OperationState.QUEUED);
            assertThat(latest.providerStatus()).isEmpty();
            assertThat(latest.result()).isEmpty();
            assertThat(latest.failure()).isEmpty();
            assertThat(latest.observedAt()).isEqualTo(ManualTimeSource.START);
            OperationHandle handle = ResumeTokenCodec.decode(operation.resumeToken());
            assertThat(handle.provider()).isEqualTo("made-up");
            assertThat(handle.kind()).isEqualTo("copy-image");
            assertThat(handle.region()).isEqualTo("here");
            assertThat(handle.scope()).isEqualTo("project-1");
            assertThat(handle.name()).isEqualTo("golden");
            assertThat(handle.operationId()).isEqualTo("op-9");
            assertThat(handle.startedAt()).isEqualTo(ManualTimeSource.START);
            assertThat(handle.details()).isEqualTo(Map.of("source", "img-0"));
            assertThat(handle.fingerprint().text()).isEqualTo(CopyType.COPY.fingerprint("golden"));
            assertThat(handle.idempotencyKey()).matches("[0-9a-f-]{36}");
            assertThat(operation.lastPollError()).isEmpty();
        }
    }

    @Test
    void start_whenTheCallerSetsAKey_keepsItInTheToken() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(200, "{\"id\":\"op-9\"}");
            CallOptions options = CallOptions.builder().idempotencyKey("my-key").build();

            Operation<String> operation = bench.runtime.start(bench.type, "golden", options);

            assertThat(ResumeTokenCodec.decode(operation.resumeToken()).idempotencyKey())
                    .isEqualTo("my-key");
        }
    }

    @Test
    void start_whenTheNameDiffers_theFingerprintDiffers() {
        assertThat(CopyType.COPY.fingerprint("golden"))
                .isNotEqualTo(CopyType.COPY.fingerprint("silver"))
                .matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @EnumSource
    void start_whenAcceptanceTellsTheEnd_waitsEndAtOnce(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.first = PollResult.succeeded("DONE", "img-1");
            bench.transport.answer(200, "{\"id\":\"op-9\"}");

            Operation<String> operation = style.start(bench, "golden");

            assertThat(style.await(bench, operation, Duration.ofSeconds(1))).isEqualTo("img-1");
            assertThat(bench.polls()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenTheReplyIsLost_looksAfter2SecondsAndAdoptsWhatItFinds(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost()).answer(200, "{\"id\":\"op-7\"}");

            Operation<String> operation = style.start(bench, "golden");

            assertThat(operation.id()).isEqualTo("op-7");
            assertThat(bench.time.nanoTime()).isEqualTo(Duration.ofSeconds(2).toNanos());
            assertThat(copiesSent(bench)).isEqualTo(1);
            bench.nowSucceeds();
            assertThat(style.await(bench, operation, CopyBench.HOUR)).isEqualTo("img-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenTheServiceShowsItLate_looksAgainAfter3And10And30Seconds(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport
                    .answer(502, "")
                    .answer(200, "{}")
                    .answer(200, "{}")
                    .answer(500, "")
                    .answer(200, "{\"id\":\"op-7\"}");

            Operation<String> operation = style.start(bench, "golden");

            assertThat(operation.id()).isEqualTo("op-7");
            assertThat(bench.time.nanoTime())
                    .isEqualTo(Duration.ofSeconds(2 + 3 + 10 + 30).toNanos());
            assertThat(copiesSent(bench)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenNothingIsFound_saysSoWithATokenAndAllErrors(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport
                    .fail(CopyBench.lost())
                    .answer(200, "{}")
                    .answer(500, "")
                    .answer(200, "{}")
                    .answer(403, "");

            AmbiguousOutcomeException error =
                    catchThrowableOfType(AmbiguousOutcomeException.class, () -> style.start(bench, "golden"));

            assertThat(error)
                    .hasMessage("CopyClient.copyImage failed: the operation may or may not have begun,"
                            + " and the service refused to show whether it did (CopyClient.copyImage failed: 403 Code403 \"no\""
                            + " [GET copy.example/find, attempt 1 of 1, not retryable]);"
                            + " do not start it again, resume it with its token [not retryable]")
                    .hasCauseInstanceOf(TransportException.class);
            assertThat(error.getSuppressed())
                    .hasExactlyElementsOfTypes(ServerErrorException.class, PermissionDeniedException.class);
            OperationHandle intent = ResumeTokenCodec.decode(error.resumeToken().orElseThrow());
            assertThat(intent.operationId()).isEmpty();
            assertThat(intent.name()).isEqualTo("golden");
            assertThat(copiesSent(bench)).isEqualTo(1);
            assertThat(bench.transport.requests()).hasSize(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenALookBreaksWithAnError_looksAgain(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport
                    .fail(CopyBench.lost())
                    .answerWith(request -> {
                        throw new AssertionError("a bug in a look");
                    })
                    .answer(200, "{\"id\":\"op-7\"}");

            assertThat(style.start(bench, "golden").id()).isEqualTo("op-7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenTheKindCannotBeFoundAgain_isAmbiguousAtOnce(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.reconciles = false;
            bench.transport.fail(CopyBench.lost());

            AmbiguousOutcomeException error =
                    catchThrowableOfType(AmbiguousOutcomeException.class, () -> style.start(bench, "golden"));

            assertThat(error)
                    .hasMessage(
                            "CopyClient.copyImage failed: the operation may or may not have begun; do not start it again,"
                                    + " resume it with its token [not retryable]");
            assertThat(error.resumeToken()).isPresent();
            assertThat(bench.time.nanoTime()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenThisOneCannotBeFoundAgain_isAmbiguousAtOnceWithoutLooking(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost());

            assertThatThrownBy(() -> style.start(bench, ""))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageNotContaining("no trace");
            assertThat(bench.transport.requests()).hasSize(1);
            assertThat(bench.time.nanoTime()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenNothingWasSent_isNotAmbiguous(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.unsent());

            assertThatThrownBy(() -> style.start(bench, "golden"))
                    .isInstanceOf(TransportException.class)
                    .hasNoSuppressedExceptions();
            assertThat(bench.transport.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenTheTokenWouldBeTooLong_refusesBeforeAnyCall(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            assertThatThrownBy(() -> style.start(bench, "n".repeat(1_200)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 2048 characters");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void start_whenATokenStillFits_thereIsRoomForTheLongestId() {
        try (CopyBench bench = new CopyBench(setup)) {
            String name = "n";
            while (true) {
                String longer = name + "nnn";
                try {
                    bench.transport.answer(200, "{\"id\":\"" + "i".repeat(128) + "\"}");
                    Operation<String> operation = bench.runtime.start(bench.type, longer, CallOptions.defaults());
                    assertThat(operation.resumeToken().value()).hasSizeLessThanOrEqualTo(2048);
                    name = longer.repeat(2);
                } catch (IllegalArgumentException tooLong) {
                    break;
                }
            }
            assertThat(name).hasSizeGreaterThan(100);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenTheClientIsClosed_refusesWithoutACall(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.runtime.close();
            assertThatThrownBy(() -> style.start(bench, "golden"))
                    .isInstanceOf(ClientClosedException.class)
                    .hasMessageContaining("CopyClient.copyImage");
            assertThat(bench.transport.requests()).isEmpty();
        }
    }

    @Test
    void startAsync_whenTheClientClosesMeanwhile_failsWithTheToken() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.hang();
            CompletableFuture<Operation<String>> starting =
                    bench.runtime.startAsync(bench.type, "golden", CallOptions.defaults());

            bench.runtime.close();

            AmbiguousOutcomeException error = (AmbiguousOutcomeException) CopyBench.failure(starting);
            assertThat(error).hasCauseInstanceOf(ClientClosedException.class); // the copy may have begun all the same
            assertThat(ResumeTokenCodec.decode(error.resumeToken().orElseThrow())
                            .name())
                    .isEqualTo("golden");
        }
    }

    @Test
    void startAsync_whenTheClientClosesBetweenTwoLooks_failsAtOnceWithTheToken() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost());
            CompletableFuture<Operation<String>> starting =
                    bench.runtime.startAsync(bench.type, "golden", CallOptions.defaults());
            assertThat(starting).isNotDone();

            bench.runtime.close();

            AmbiguousOutcomeException error = (AmbiguousOutcomeException) CopyBench.failure(starting);
            assertThat(error.resumeToken()).isPresent();
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void startAsync_whenCancelled_abortsTheCallInFlight() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.hang();
            CompletableFuture<Operation<String>> starting =
                    bench.runtime.startAsync(bench.type, "golden", CallOptions.defaults());

            starting.cancel(true);

            assertThat(bench.transport.cancelled()).isEqualTo(1);
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void startAsync_whenCancelledBetweenTwoLooks_looksNoMore() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost());
            CompletableFuture<Operation<String>> starting =
                    bench.runtime.startAsync(bench.type, "golden", CallOptions.defaults());

            starting.cancel(true);
            bench.time.advance(CopyBench.HOUR);

            assertThat(bench.transport.requests()).hasSize(1);
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void start_whenInterruptedBetweenTwoLooks_endsAmbiguousWithTheFlagSet() {
        setup.listener = new SdkListener() {
            @Override
            public void callFinished(CallFinished event) {
                Thread.currentThread().interrupt();
            }
        };
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost());

            AmbiguousOutcomeException error = catchThrowableOfType(
                    AmbiguousOutcomeException.class,
                    () -> bench.runtime.start(bench.type, "golden", CallOptions.defaults()));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(error.resumeToken()).isPresent();
            assertThat(bench.transport.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenTheFirstStateCannotBeRead_yieldsTheHandleAllTheSame(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.first = PollResult.<String>pending(OperationState.RUNNING, "ODD")
                    .withRefusal(new ServiceError(
                            new ApiError(200, "Odd", "", null, null, null, Map.of()),
                            Recovery.NONE,
                            (error, context) -> {
                                throw new ArithmeticException("long overflow");
                            }));
            bench.transport.answer(200, "{\"id\":\"op-1\"}");

            Operation<String> operation = style.start(bench, "golden");

            assertThat(operation.id()).isEqualTo("op-1");
            bench.nowSucceeds();
            assertThat(style.poll(bench, operation).result()).contains("img-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenAnErrorComesBetweenAcceptanceAndHandle_isAmbiguousWithTheToken(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.reconciles = false;
            bench.type.whenAccepted = () -> {
                throw new StackOverflowError();
            };
            bench.transport.answer(200, "{\"id\":\"op-1\"}");

            assertThatThrownBy(() -> style.start(bench, "golden"))
                    .isInstanceOfSatisfying(AmbiguousOutcomeException.class, error -> assertThat(error.resumeToken())
                            .isPresent())
                    .hasRootCauseInstanceOf(StackOverflowError.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenTheClientIsClosedBetweenAcceptanceAndHandle_isAmbiguousWithTheToken(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.whenAccepted = () -> {
                bench.runtime.close();
                throw new ClientClosedException(ErrorContext.none(false), Optional.empty());
            };
            bench.transport.answer(200, "{\"id\":\"op-1\"}");

            assertThatThrownBy(() -> style.start(bench, "golden"))
                    .isInstanceOfSatisfying(AmbiguousOutcomeException.class, error -> assertThat(error.resumeToken())
                            .isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenAnErrorComesBetweenAcceptanceAndHandle_looksForTheOperation(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.whenAccepted = () -> {
                throw new IllegalStateException("a provider's bug");
            };
            bench.transport.answer(200, "{\"id\":\"op-1\"}").answer(200, "{\"id\":\"op-1\"}");

            assertThat(style.start(bench, "golden").id()).isEqualTo("op-1");
            assertThat(bench.transport.requests().get(1).uri().getPath()).isEqualTo("/find");
        }
    }
}
