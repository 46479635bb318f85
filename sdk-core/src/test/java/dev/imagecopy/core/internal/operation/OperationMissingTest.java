package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.PollResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What it means that the service does not know an operation: not yet, gone, cancelled or never begun. */
class OperationMissingTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    @ParameterizedTest
    @CsvSource({"BLOCKING, 404", "BLOCKING, 200", "ASYNC, 404", "ASYNC, 200"}) // 200: an answer without the operation
    void poll_whenNotFoundWithinTheGrace_isQueued(Style style, int status) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(status, "{}");
            bench.time.advance(Duration.ofSeconds(60).minusNanos(1));

            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.QUEUED);
            assertThat(operation.lastPollError()).isEmpty();
            assertThat(bench.type.missingCalls).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenTheFirstPollsFindNothing_goesOnToTheResult(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answer(404, "").answer(404, "").answer(404, "");
            bench.nowSucceeds();

            assertThat(style.await(bench, operation, CopyBench.HOUR)).isEqualTo("img-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_whenAcceptanceToldAStateButNoPollFoundIt_stillGivesTheGrace(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.first = PollResult.pending(OperationState.RUNNING, "BEGUN");
            Operation<String> operation = bench.start();
            assertThat(operation.latest().state()).isEqualTo(OperationState.RUNNING);
            bench.nowAnswers(404, "");

            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.QUEUED);
            bench.time.advance(Duration.ofSeconds(60));
            assertThatThrownBy(() -> style.poll(bench, operation)).isInstanceOf(AmbiguousOutcomeException.class);
            assertThat(bench.type.missingCalls).containsExactly(false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenItNeverBecomesVisible_isAmbiguousWithTheToken(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(404, "");

            AmbiguousOutcomeException error = catchThrowableOfType(
                    AmbiguousOutcomeException.class, () -> style.await(bench, operation, CopyBench.HOUR));

            assertThat(error)
                    .hasMessage("CopyClient.copyImage failed: the service accepted the operation but never showed it"
                            + " [not retryable]");
            assertThat(error.resumeToken()).contains(operation.resumeToken());
            assertThat(bench.time.nanoTime())
                    .isBetween(
                            Duration.ofSeconds(60).toNanos(),
                            Duration.ofSeconds(64).toNanos());
            assertThat(operation.latest().state().isTerminal()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenTheProviderFindsItByOtherMeans_takesWhatItFound(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.whenMissing = PollResult.succeeded("ACTIVE", "img-2");
            Operation<String> operation = bench.start();
            bench.nowAnswers(404, "");

            assertThat(style.await(bench, operation, CopyBench.HOUR)).isEqualTo("img-2");
            assertThat(bench.type.missingCalls).containsExactly(false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenSeenBeforeAndGone_failsAsVanished(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            style.poll(bench, operation);
            bench.time.advance(Duration.ofSeconds(60));
            bench.nowAnswers(404, "");

            OperationFailedException error = catchThrowableOfType(
                    OperationFailedException.class, () -> style.await(bench, operation, CopyBench.HOUR));

            assertThat(error).hasMessageContaining("VANISHED \"the service no longer knows the operation\"");
            assertThat(operation.latest().state()).isEqualTo(OperationState.FAILED);
            assertThat(operation.latest().providerStatus()).isEqualTo("VANISHED");
            assertThat(operation.latest().failure().map(OperationFailure::code)).contains("VANISHED");
            assertThat(bench.type.missingCalls).containsExactly(true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_whenSeenAndMissedWithinTheGrace_waitsForTheService(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            style.poll(bench, operation);
            bench.transport.answer(404, "");

            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.QUEUED);
            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.RUNNING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_whenGoneAfterOurCancel_isCancelledEvenWithinTheGrace(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            style.poll(bench, operation);
            bench.nowAnswers(200, "{}");
            style.cancel(bench, operation);
            bench.nowAnswers(404, "");

            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.CANCELLED);
            assertThat(operation.latest().failure().map(OperationFailure::code)).contains("CANCELLED");
            assertThat(bench.type.missingCalls).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_whenCancelledBeforeItWasEverSeen_isCancelledAfterTheGrace(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(200, "{}");
            style.cancel(bench, operation);
            bench.nowAnswers(404, "");

            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.QUEUED);
            bench.time.advance(Duration.ofSeconds(60));
            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.CANCELLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_whenGoneWhileTheCancelIsUnanswered_waitsForItsAnswer(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            style.poll(bench, operation);
            bench.time.advance(Duration.ofSeconds(60));
            CompletableFuture<CancelResult> answer = new CompletableFuture<>();
            bench.type.cancelInstead = () -> answer;
            CompletableFuture<CancelResult> cancel = operation.cancelAsync();
            bench.nowAnswers(404, "");

            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.RUNNING);

            answer.complete(new CancelResult.Requested());
            assertThat(cancel.join()).isEqualTo(new CancelResult.Requested());
            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.CANCELLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_whenGoneAfterACancelThatWasNotPossible_failsAsVanished(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            style.poll(bench, operation);
            bench.type.cancelInstead =
                    () -> CompletableFuture.completedFuture(new CancelResult.NotSupported("no such call"));
            assertThat(style.cancel(bench, operation)).isEqualTo(new CancelResult.NotSupported("no such call"));
            bench.time.advance(Duration.ofSeconds(60));
            bench.nowAnswers(404, "");

            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenAStepOfTheProviderIsAmbiguous_addsTheToken(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            IllegalStateException root = new IllegalStateException("root");
            AmbiguousOutcomeException lost =
                    new AmbiguousOutcomeException("sent again?", ErrorContext.none(false), Optional.empty(), root);
            lost.addSuppressed(new IllegalStateException("earlier"));
            bench.type.pollInstead = () -> CompletableFuture.failedFuture(lost);

            AmbiguousOutcomeException error = catchThrowableOfType(
                    AmbiguousOutcomeException.class, () -> style.await(bench, operation, CopyBench.HOUR));

            assertThat(error).hasMessageContaining("sent again?").hasCause(root);
            assertThat(error.getSuppressed()).hasSize(1);
            assertThat(error.resumeToken()).contains(operation.resumeToken());
        }
    }
}
