package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.Urgency;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every form a request to cancel can take. */
class OperationCancelTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    @ParameterizedTest
    @EnumSource
    void cancel_whenTheServiceAccepts_isRequestedAndPollingTellsTheEnd(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answer(200, "{}");

            assertThat(style.cancel(bench, operation)).isEqualTo(new CancelResult.Requested());
            assertThat(operation.latest().state()).isEqualTo(OperationState.QUEUED);

            bench.nowSucceeds(); // it finished first
            assertThat(style.await(bench, operation, CopyBench.HOUR)).isEqualTo("img-1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void requests_ofEachKind_sayHowUrgentTheyAre(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport
                    .fail(CopyBench.lost())
                    .answer(200, "{\"id\":\"op-1\"}"); // the reply is lost, the copy found
            Operation<String> operation = style.start(bench, "golden");
            bench.nowAnswers(200, "{\"status\":\"RUNNING\"}");
            style.poll(bench, operation);
            bench.transport.answer(200, "{}");
            style.cancel(bench, operation);

            assertThat(bench.transport.requests())
                    .extracting(request -> SendOrder.of(request).urgency())
                    .containsExactly(Urgency.SUBMIT, Urgency.READ, Urgency.POLL, Urgency.CANCEL);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_whenTheServiceSaysItIsOver_isAlreadyFinished(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answer(200, "{\"over\":\"SUCCEEDED\"}");

            assertThat(style.cancel(bench, operation))
                    .isEqualTo(new CancelResult.AlreadyFinished(OperationState.SUCCEEDED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_whenItIsKnownToBeOver_isAlreadyFinishedWithoutIo(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(200, "{\"status\":\"ERROR\"}");
            style.poll(bench, operation);
            int sent = bench.transport.requests().size();

            assertThat(style.cancel(bench, operation))
                    .isEqualTo(new CancelResult.AlreadyFinished(OperationState.FAILED));
            assertThat(bench.transport.requests()).hasSize(sent);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_whenTheReplyIsLost_isUnknownAndPollingTellsTheEnd(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            style.poll(bench, operation);
            bench.transport.fail(CopyBench.lost());

            CancelResult result = style.cancel(bench, operation);

            assertThat(result).isInstanceOfSatisfying(CancelResult.Unknown.class, unknown -> assertThat(unknown.cause())
                    .isInstanceOf(AmbiguousOutcomeException.class));
            bench.nowAnswers(404, "");
            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.CANCELLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_whenTheRequestWasNeverSent_throwsAndChangesNothing(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            style.poll(bench, operation);
            bench.transport.fail(CopyBench.unsent());

            assertThatThrownBy(() -> style.cancel(bench, operation)).isInstanceOf(TransportException.class);

            bench.time.advance(Duration.ofSeconds(60));
            bench.nowAnswers(404, "");
            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_whenTheServiceRefuses_throwsItsError(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answer(403, "");

            assertThatThrownBy(() -> style.cancel(bench, operation)).isInstanceOf(PermissionDeniedException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_whenTheProviderThrows_throwsItOn(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.type.cancelInstead = () -> {
                throw new IllegalStateException("a provider's bug");
            };

            assertThatThrownBy(() -> style.cancel(bench, operation)).hasMessage("a provider's bug");
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_whenTheClientIsClosed_saysSo(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.runtime.close();

            assertThatThrownBy(() -> style.cancel(bench, operation)).isInstanceOf(ClientClosedException.class);
        }
    }

    @Test
    void cancelAsync_whenItsFutureIsCancelled_abortsTheRequestAndTakesItForSent() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            operation.poll();
            bench.transport.hang();
            CompletableFuture<CancelResult> cancel = operation.cancelAsync();

            cancel.cancel(true);

            assertThat(bench.transport.cancelled()).isEqualTo(1);
            bench.nowAnswers(404, "");
            assertThat(operation.poll().state()).isEqualTo(OperationState.CANCELLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancel_ofACopyThatWaitsToBeSent_learnsItsEndAtOnce(Style style) {
        try (CopyBench bench = new CopyBench()) {
            Operation<String> sent = bench.start();
            bench.type.cancelInstead = () -> CompletableFuture.completedFuture(new CancelResult.Requested());
            style.cancel(bench, sent);
            assertThat(bench.polls()).isZero();
            bench.type.unsent = true;

            style.cancel(bench, sent);

            assertThat(bench.polls()).isEqualTo(1);
        }
    }

    /** A provider that cannot cancel may learn of the end when it tries. */
    @ParameterizedTest
    @EnumSource
    void cancel_thatLearnsThatTheOperationIsOver_saysSo(Style style) {
        try (CopyBench bench = new CopyBench()) {
            Operation<String> operation = bench.start();
            bench.type.cancelInstead =
                    () -> CompletableFuture.completedFuture(new CancelResult.NotSupported("not by this service"));
            assertThat(style.cancel(bench, operation)).isInstanceOf(CancelResult.NotSupported.class);
            bench.nowSucceeds();
            bench.type.cancelInstead =
                    () -> operation.pollAsync().thenApply(end -> new CancelResult.NotSupported("not by this service"));

            assertThat(style.cancel(bench, operation))
                    .isEqualTo(new CancelResult.AlreadyFinished(OperationState.SUCCEEDED));
        }
    }
}
