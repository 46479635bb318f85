package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.RequestJson;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ForwardingTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine does about an operation that may have begun, within the time and the attempts of its call. */
class LostReplyTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    LostReplyTest() {
        setup.manual.advance(CopyBench.HOUR);
    }

    private static Operation<String> start(CopyBench bench, Style style, CallOptions options) {
        return style == Style.BLOCKING
                ? bench.runtime.start(bench.type, "golden", options)
                : Style.valueOf(bench, bench.runtime.startAsync(bench.type, "golden", options));
    }

    private static CallOptions within(long seconds) {
        return CallOptions.builder().callTimeout(Duration.ofSeconds(seconds)).build();
    }

    private static Operation<String> resume(CopyBench bench, ResumeToken token) {
        return bench.runtime.resume(token, List.of(bench.type));
    }

    /** The token of an operation whose reply was lost, and that could not be found. */
    private static ResumeToken lost(CopyBench bench) {
        bench.type.reconciles = false;
        bench.transport.fail(CopyBench.lost());
        AmbiguousOutcomeException error = catchThrowableOfType(
                AmbiguousOutcomeException.class, () -> start(bench, Style.BLOCKING, CallOptions.defaults()));
        bench.type.reconciles = true;
        return error.resumeToken().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"BLOCKING, 6, 'PT6S PT4S PT1S'", "ASYNC, 6, 'PT6S PT4S PT1S'", "BLOCKING, 5, 'PT5S PT3S'"})
    void start_whenTheReplyIsLost_looksWithinTheTimeOfTheCall(Style style, long seconds, String timeouts) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost());
            bench.nowAnswers(200, "{}");

            assertThatThrownBy(() -> start(bench, style, within(seconds)))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("the service shows no trace of it yet");
            assertThat(bench.transport.sent())
                    .extracting(FakeTransport.Sent::timeout)
                    .hasToString(List.of(timeouts.split(" ")).toString());
        }
    }

    @Test
    void startAsync_whenCancelledBeforeALook_looksNoMore() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost());
            bench.nowAnswers(200, "{}");
            CompletableFuture<?> start = bench.runtime.startAsync(bench.type, "golden", CallOptions.defaults());
            bench.time.advance(Duration.ofSeconds(1));
            int before = bench.type.reconcilesCalls.get();

            start.cancel(true);

            assertThat(bench.type.reconcilesCalls.get() - before).isLessThan(3);
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenTheClockFailsBeforeALook_isAmbiguousWithAToken(Style style) {
        setup.time = new BrokenPauses(setup.manual);
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost());

            assertThat(catchThrowableOfType(
                                    AmbiguousOutcomeException.class, () -> start(bench, style, CallOptions.defaults()))
                            .resumeToken())
                    .isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenASearchThrows_isAmbiguousWithAToken(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.findInstead = () -> {
                throw new StackOverflowError();
            };
            bench.transport.fail(CopyBench.lost());

            assertThat(catchThrowableOfType(
                                    AmbiguousOutcomeException.class, () -> start(bench, style, CallOptions.defaults()))
                            .resumeToken())
                    .isPresent();
        }
    }

    /** Time that goes on, but in which nobody can wait. */
    private static final class BrokenPauses extends ForwardingTimeSource {
        BrokenPauses(TimeSource time) {
            super(time);
        }

        @Override
        public void sleep(Duration duration) {
            throw new IllegalStateException("no pauses");
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            throw new IllegalStateException("no pauses");
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource
    void start_whenTheLastLookFails_saysThatNothingCouldBeFoundOut(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost());
            bench.nowAnswers(500, "{}");

            assertThatThrownBy(() -> start(bench, style, within(5)))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("and finding out failed (");
        }
    }

    @ParameterizedTest
    @CsvSource({"BLOCKING, true, 4", "ASYNC, true, 4", "BLOCKING, false, 17", "ASYNC, false, 17"})
    void start_whenLooksSendTheRequestAgain_countsThemAsAttemptsOfTheCall(Style style, boolean repeats, int requests) {
        setup.retryPolicy = RetryPolicy.standard();
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.repeats = repeats;
            bench.transport.fail(CopyBench.lost());
            bench.nowAnswers(500, "{}");

            assertThatThrownBy(() -> start(bench, style, CallOptions.defaults()))
                    .isInstanceOf(AmbiguousOutcomeException.class);
            assertThat(bench.transport.requests()).hasSize(requests);
        }
    }

    @ParameterizedTest
    @EnumSource
    void poll_whenTheServiceDoesNotShowItYet_givesTheGrace(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(404, "");

            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.QUEUED);
            bench.time.advance(Duration.ofSeconds(60));
            assertThatThrownBy(() -> style.poll(bench, operation)).isInstanceOf(AmbiguousOutcomeException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenTheProviderTakesARefusalForTransient_goesOn(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.mayPass = PermissionDeniedException.class::isInstance;
            Operation<String> operation = bench.start();
            bench.transport.answer(403, "");
            bench.nowSucceeds();

            assertThat(style.await(bench, operation, CopyBench.HOUR)).isEqualTo("img-1");
            assertThat(bench.polls()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nextPollHint_isWhatTheServiceAsksFor(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            assertThat(operation.nextPollHint()).isZero();
            bench.nowAnswers(200, "{\"status\":\"RUNNING\",\"comeBackIn\":7}");

            style.poll(bench, operation);

            assertThat(operation.nextPollHint()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @ParameterizedTest
    @EnumSource
    void resume_whenThereAreCandidates_waitsTheGraceAndNamesThem(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            ResumeToken token = lost(bench);
            bench.type.findInstead = () -> CompletableFuture.failedFuture(new AmbiguousOutcomeException(
                    "img-8 or img-9 may be its image", ErrorContext.none(false), Optional.empty(), null));
            Operation<String> operation = resume(bench, token);

            assertThat(style.poll(bench, operation).state()).isEqualTo(OperationState.QUEUED);
            bench.time.advance(Duration.ofSeconds(60));

            AmbiguousOutcomeException error =
                    catchThrowableOfType(AmbiguousOutcomeException.class, () -> style.poll(bench, operation));
            assertThat(error).hasMessageContaining("img-8 or img-9 may be its image");
            assertThat(error.resumeToken()).contains(token);
        }
    }

    @Test
    void awaitAsync_whenSeveralWaitForWhatStaysUnknown_givesEachItsOwnException() {
        try (CopyBench bench = new CopyBench(setup)) {
            ResumeToken token = lost(bench);
            bench.nowAnswers(200, "{}");
            Operation<String> operation = resume(bench, token);

            List<CompletableFuture<String>> waits =
                    List.of(operation.awaitAsync(CopyBench.HOUR), operation.awaitAsync(CopyBench.HOUR));
            bench.time.advance(Duration.ofMinutes(5));

            AmbiguousOutcomeException first = (AmbiguousOutcomeException) CopyBench.failure(waits.get(0));
            AmbiguousOutcomeException second = (AmbiguousOutcomeException) CopyBench.failure(waits.get(1));
            assertThat(first).isNotSameAs(second).hasMessage(second.getMessage());
            assertThat(first.resumeToken()).contains(token);
        }
    }

    @ParameterizedTest
    @EnumSource
    void start_whenTheReplyIsLostAndTheSearchShowsCandidates_namesThem(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.fail(CopyBench.lost());
            bench.type.findInstead = () -> CompletableFuture.failedFuture(new AmbiguousOutcomeException(
                    "img-8 or img-9 may be its image", ErrorContext.none(false), Optional.empty(), null));

            assertThatThrownBy(() -> start(bench, style, within(6)))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("may or may not have begun, and img-8 or img-9 may be its image");
        }
    }

    /** By the service's clock, which a process that resumes the copy can rely on. */
    @ParameterizedTest
    @EnumSource
    void resumeToken_onceTheServicesClockIsKnown_containsWhenTheFirstByteWasSent(Style style) {
        Duration ahead = Duration.ofMinutes(7);
        try (CopyBench bench = new CopyBench(setup)) {
            Instant sentAt = bench.time.now();
            bench.transport.answer(200, "{\"id\":\"op-1\"}");
            Operation<String> copy = start(bench, style, CallOptions.defaults());
            bench.type.known = handle -> {
                ServiceTime.learn(Optional.of(bench.time.now().plus(ahead)), handle, bench.time);
                return handle;
            };
            bench.time.advance(Duration.ofSeconds(10));

            OperationHandle read = ResumeTokenCodec.decode(copy.resumeToken());

            assertThat(read.request().firstByte().serviceTime()).contains(sentAt.plus(ahead));
        }
    }

    @ParameterizedTest
    @EnumSource
    void resume_whenTheSearchIsRefused_failsWithTheRefusal(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = resume(bench, lost(bench));
            bench.nowAnswers(403, "");

            assertThatThrownBy(() -> style.poll(bench, operation)).isInstanceOf(PermissionDeniedException.class);
        }
    }

    /** What is kept in the token may have been sent again by others, as long as its key lived. */
    @ParameterizedTest
    @CsvSource({"PT2H, true, true", "PT24H, true, true", "PT24H0.000000001S, true, false", "PT2H, false, false"})
    void resume_ofWhatOthersMayHaveSentAgain_givesTheGraceAnew(Duration age, boolean kept, boolean waits) {
        try (CopyBench bench = new CopyBench(setup)) {
            ResumeToken token = bench.start().resumeToken();
            bench.time.advance(age);
            bench.type.requestJson = kept ? Optional.of(new NameJson()) : Optional.empty();
            bench.nowAnswers(404, "");
            Operation<String> operation = resume(bench, token);

            if (waits) {
                assertThat(operation.poll().state()).isEqualTo(OperationState.QUEUED);
            } else {
                assertThatThrownBy(operation::poll).isInstanceOf(AmbiguousOutcomeException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void resume_ofACopyThatTheClientsStoreHolds_storesItsEnd(Style style) {
        InMemoryOperationStore store = new InMemoryOperationStore();
        setup.store = Optional.of(store);
        CallOptions keyed = CallOptions.builder().idempotencyKey("nightly").build();
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(200, "{\"id\":\"op-1\"}");
            ResumeToken token = NamedCopyType.of(bench)
                    .start(new NamedCopyType.NamedCopy("golden"), keyed)
                    .resumeToken();
            Operation<String> operation = bench.runtime.resume(token, List.of(new NamedCopyType(bench.type)));
            bench.nowSucceeds();

            assertThat(style.await(bench, operation, CopyBench.HOUR)).isEqualTo("img-1");

            assertThat(store.find(NamedCopyType.of(bench).key("nightly")).join())
                    .hasValueSatisfying(stored -> assertThat(stored.phase()).isEqualTo(Phase.FINAL));
        }
    }

    private static final class NameJson implements RequestJson<String> {
        @Override
        public void write(String name, ObjectNode json) {
            json.put("name", name);
        }

        @Override
        public String read(JsonNode json) {
            return json.path("name").asText();
        }
    }
}
