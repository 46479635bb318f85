package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may repeat a call: every cell of the table of repeatability and send phase. */
class RepeatabilityTest {
    private final CallBench bench = new CallBench();

    @AfterEach
    void nothingIsLeft() {
        assertThat(bench.transport.open()).isZero();
        assertThat(bench.time.pendingTasks()).isZero();
        bench.close();
    }

    @SuppressWarnings("ImmutableEnumChecker") // the scripts are stateless
    private enum Fault {
        NOT_SENT(bench -> bench.transport.fail(CallBench.unsent()), TransportException.class, true, false),
        MAYBE_SENT(bench -> bench.lose(1), TransportException.class, true, true),
        CUT_OFF(
                bench -> bench.transport.fail(
                        new TransportException("cut off", SendPhase.ANSWERED, ErrorContext.none(true), null)),
                TransportException.class,
                true,
                true),
        TLS(
                bench -> bench.transport.fail(new TransportException(
                        "not trusted",
                        SendPhase.NOT_SENT,
                        ErrorContext.none(false),
                        new SSLHandshakeException("expired"))),
                TransportException.class,
                false,
                false),
        SERVER_ERROR(bench -> bench.transport.answer(500, "{}"), ServerErrorException.class, true, true),
        GATEWAY_WITHOUT_BODY(bench -> bench.transport.answer(503, ""), ServerErrorException.class, true, true),
        THROTTLED(bench -> bench.transport.answer(429, "{}"), ThrottledException.class, true, false),
        REJECTED(
                bench -> bench.transport.answer(409, "{\"recovery\":\"REJECTED\"}"),
                ConflictException.class,
                true,
                false),
        REFUSED(bench -> bench.transport.answer(400, "{}"), InvalidRequestException.class, false, false),
        REDIRECT(bench -> bench.transport.answer(307, ""), InvalidRequestException.class, false, false),
        ERROR_IN_200(
                bench -> bench.transport.answer(200, "{\"code\":\"Forbidden\"}"),
                InvalidRequestException.class,
                false,
                false),
        UNREADABLE(bench -> bench.transport.answer(200, "<html>"), ResponseFormatException.class, true, true),
        TOO_LARGE(
                bench -> bench.transport.fail(new ResponseFormatException(
                        "too large", 200, Optional.empty(), ErrorContext.none(false), null)),
                ResponseFormatException.class,
                false,
                true);

        private final Consumer<CallBench> once;
        private final Class<? extends Exception> exception;
        private final boolean passing;
        private final boolean maybeExecuted;

        Fault(Consumer<CallBench> once, Class<? extends Exception> exception, boolean passing, boolean maybeExecuted) {
            this.once = once;
            this.exception = exception;
            this.passing = passing;
            this.maybeExecuted = maybeExecuted;
        }

        boolean mayRepeat(Repeatability repeatability) {
            return passing && (!maybeExecuted || repeatability != Repeatability.ONCE);
        }

        boolean isAmbiguous(Repeatability repeatability) {
            return maybeExecuted && repeatability != Repeatability.SAFE;
        }
    }

    static List<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            for (Repeatability repeatability : Repeatability.values()) {
                for (Fault fault : Fault.values()) {
                    cells.add(Arguments.of(mode, repeatability, fault));
                }
            }
        }
        return cells;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void call_whenTheFaultPasses_isRepeatedOnlyWhereTheTableAllows(
            Mode mode, Repeatability repeatability, Fault fault) {
        fault.once.accept(bench);
        bench.transport.answer(200, "{\"id\":\"new\"}");
        ApiCall<String, String> call = CallBench.call(repeatability);

        if (fault.mayRepeat(repeatability)) {
            assertThat(bench.make(mode, call)).isEqualTo("new");
            assertThat(bench.transport.sent()).hasSize(2);
            assertThat(bench.budget.available()).isEqualTo(RetryBudget.CAPACITY);
            assertThat(bench.heard.finished).singleElement().satisfies(end -> {
                assertThat(end.attempts()).isEqualTo(2);
                assertThat(end.error()).isEmpty();
            });
        } else {
            assertThatThrownBy(() -> bench.make(mode, call)).isInstanceOf(expected(fault, repeatability));
            assertThat(bench.transport.sent()).hasSize(1);
            bench.transport.send(bench.transport.requests().get(0), CallBench.STEP); // uses the script up
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void call_whenTheFaultStays_endsWithTheHonestException(Mode mode, Repeatability repeatability, Fault fault) {
        for (int i = 0; i < 4; i++) {
            fault.once.accept(bench);
        }

        Throwable error = catchThrowable(() -> bench.make(mode, CallBench.call(repeatability)));

        int arrivals = fault.mayRepeat(repeatability) ? 4 : 1;
        assertThat(error).isInstanceOf(expected(fault, repeatability));
        assertThat(error.getSuppressed()).hasSize(arrivals - 1).allSatisfy(earlier -> assertThat(earlier)
                .isInstanceOf(fault.exception));
        if (fault.isAmbiguous(repeatability)) {
            assertThat(error).hasCauseInstanceOf(fault.exception);
        }
        assertThat(bench.transport.sent()).hasSize(arrivals);
        assertThat(bench.heard.attempts).hasSize(arrivals);
        assertThat(bench.heard.started).hasSize(1);
        assertThat(bench.heard.finished).singleElement().satisfies(end -> assertThat(end.error())
                .containsSame(error));
    }

    private static Class<? extends Exception> expected(Fault fault, Repeatability repeatability) {
        return fault.isAmbiguous(repeatability) ? AmbiguousOutcomeException.class : fault.exception;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenARefusalFollowsALostAnswer_staysAmbiguous(Mode mode) {
        bench.lose(1).transport.answer(403, "{}");

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.KEYED)))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCauseInstanceOf(PermissionDeniedException.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheReaderStumbles_isAmbiguousAndQuotesNothing(Mode mode) {
        ApiCall<String, String> call = CallBench.row(Repeatability.ONCE).returningJson((body, response) -> {
            throw new IllegalArgumentException("id ../secret is bad");
        });
        bench.transport.answer(CallBench.response(200, "{}", "X-Request-Id", "r-1"));

        assertThatThrownBy(() -> bench.make(mode, call))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .cause()
                .isInstanceOf(ResponseFormatException.class)
                .hasMessage("TestClient.copyImage failed: 200 with an answer that cannot be read:"
                        + " IllegalArgumentException [request-id r-1, POST service.test/…/v1/images/img-1/copy,"
                        + " attempt 1 of 4, retryable, the call must not be repeated, since the service may have"
                        + " executed it]")
                .hasRootCauseMessage("IllegalArgumentException");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheReaderReturnsNull_saysThatTheAnswerCannotBeRead(Mode mode) {
        ApiCall<String, String> call = CallBench.row(Repeatability.SAFE).returning(response -> null);
        bench.transport.otherwise(request -> CallBench.response(200, ""));

        assertThatThrownBy(() -> bench.make(mode, call))
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining("NullPointerException");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenATransportThrowsSomethingElseAfterSending_isAmbiguousForCallsThatChangeSomething(Mode mode) {
        IllegalStateException odd = new IllegalStateException("odd");
        bench.transport.otherwise(request -> {
            throw odd;
        });

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.KEYED)))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .rootCause()
                .isSameAs(odd);
        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.SAFE)))
                .isInstanceOf(TransportException.class)
                .hasCause(odd);
        assertThat(bench.heard.finished).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheSourceOfCredentialsBreaksAfterALostAnswer_staysAmbiguous(Mode mode) {
        StackOverflowError broken = new StackOverflowError("a source's bug");
        AtomicInteger asked = new AtomicInteger();
        bench.credentials = () -> {
            if (asked.incrementAndGet() > 1) {
                throw broken;
            }
            return new CallBench.Token("test-token-1");
        };
        bench.lose(1);

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.KEYED)))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCause(broken);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void delete_whenGoneAfterALostAnswer_isDone(Mode mode) {
        ApiCall<String, Boolean> delete =
                CallBench.row(Repeatability.CONVERGENT).goneMeansDone().returning(response -> true);
        bench.lose(1).transport.answer(404, "{}");

        assertThat(bench.make(mode, delete)).isTrue();
        assertThat(bench.heard.finished.get(0).error()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void delete_whenGoneAtOnce_isNotFound(Mode mode) {
        ApiCall<String, Boolean> delete =
                CallBench.row(Repeatability.CONVERGENT).goneMeansDone().returning(response -> true);
        bench.transport.fail(CallBench.unsent()).answer(404, "{}");

        assertThatThrownBy(() -> bench.make(mode, delete))
                .isInstanceOf(dev.imagecopy.core.error.NotFoundException.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void delete_whenRefusedForAnotherReasonAfterALostAnswer_isAmbiguous(Mode mode) {
        ApiCall<String, Boolean> delete =
                CallBench.row(Repeatability.CONVERGENT).goneMeansDone().returning(response -> true);
        bench.lose(1).transport.answer(409, "{}");

        assertThatThrownBy(() -> bench.make(mode, delete)).isInstanceOf(AmbiguousOutcomeException.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void once_goesOutOnAFreshConnection(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(200, "{\"id\":\"new\"}"));

        for (Repeatability repeatability : Repeatability.values()) {
            bench.make(mode, CallBench.call(repeatability));
        }

        assertThat(bench.transport.requests())
                .extracting(request -> request.freshConnection())
                .containsExactly(false, false, false, true);
    }
}
