package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that the service is still processing under the same idempotency key. */
class AtWorkTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final ApiCall<String, String> KEYED = CallBench.call(Repeatability.KEYED);

    private final CallBench bench = new CallBench();

    private static String atWork(String code, long hintMillis) {
        return "{\"recovery\":\"AT_WORK\",\"code\":\"" + code + "\",\"hintMillis\":" + hintMillis + "}";
    }

    private static CallOptions within(Duration timeout) {
        return CallOptions.builder().callTimeout(timeout).build();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void keyedCall_whileTheServiceIsAtWork_asksAgainMoreAndMoreSlowlyAtNoCost(Mode mode) {
        for (int i = 0; i < 6; i++) {
            bench.transport.answer(409, atWork("InProgress", 0));
        }
        bench.transport.answer(200, OK);

        assertThat(bench.make(mode, KEYED)).isEqualTo("x");

        assertThat(bench.pauses()).containsExactly(1500L, 3000L, 6000L, 11_250L, 11_250L, 11_250L);
        assertThat(bench.heard.attempts).hasSize(7).allMatch(event -> event.attempt() == 1);
        assertThat(bench.budget.available()).isEqualTo(RetryBudget.CAPACITY);
    }

    @ParameterizedTest
    @CsvSource({"SYNC, 1000, 1500", "ASYNC, 1000, 1500", "SYNC, 5000, 5000", "ASYNC, 5000, 5000"})
    void keyedCall_whileTheServiceIsAtWorkAndHints_waitsForTheLongerOfHintAndPause(
            Mode mode, long hint, long expectedMillis) {
        bench.transport.answer(409, atWork("InProgress", hint)).answer(200, OK);

        bench.make(mode, KEYED);

        assertThat(bench.pauses()).containsExactly(expectedMillis);
    }

    @ParameterizedTest
    @CsvSource({"SYNC, 5000", "ASYNC, 5000", "SYNC, 5001", "ASYNC, 5001"})
    void keyedCall_whileTheServiceIsAtWorkAndHintsAtTheDeadline_endsAtOnceAndIsAmbiguous(Mode mode, long hint) {
        bench.transport.answer(409, atWork("InProgress", hint));

        assertThatThrownBy(() -> bench.make(mode, KEYED, within(Duration.ofSeconds(5))))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasMessageContaining("the service asks to wait " + hint + " ms, but only 5000 ms are left")
                .hasCauseInstanceOf(ConflictException.class);
        assertThat(bench.time.nanoTime()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void keyedCall_whileTheServiceIsAtWorkNearTheDeadline_asksOnceMoreInHalfOfTheTimeLeft(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(409, atWork("InProgress", 0)));

        assertThatThrownBy(() -> bench.make(mode, KEYED, within(Duration.ofSeconds(1))))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasMessageContaining("the service is still at work on an earlier attempt under this idempotency key");
        assertThat(bench.pauses()).containsExactly(500L);
    }

    @ParameterizedTest
    @CsvSource({"SYNC, ONCE", "ASYNC, ONCE", "SYNC, SAFE", "ASYNC, SAFE", "SYNC, CONVERGENT", "ASYNC, CONVERGENT"})
    void callWithoutAKey_whenTheServiceIsAtWork_isRepeatedLikeARefusal(Mode mode, Repeatability repeatability) {
        bench.transport.otherwise(request -> CallBench.response(409, atWork("InProgress", 0)));

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(repeatability)))
                .isInstanceOf(ConflictException.class);
        assertThat(bench.pauses()).containsExactly(100L, 200L, 400L);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void keyedCall_whenItEndsAfterManyLikeAnswers_tellsTheLastOfEachRunOnly(Mode mode) {
        bench.transport
                .answer(503, "{\"code\":\"busy-1\"}")
                .answer(409, atWork("work-1", 0))
                .answer(409, atWork("work-2", 0))
                .answer(503, "{\"code\":\"busy-2\"}")
                .answer(409, atWork("work-3", 0))
                .answer(409, atWork("work-4", 600_000));

        Throwable error = catchThrowable(() -> bench.make(mode, KEYED));

        assertThat(error.getCause()).isInstanceOfSatisfying(ApiException.class, last -> assertThat(last.code())
                .isEqualTo("work-4"));
        assertThat(error.getSuppressed())
                .extracting(earlier -> ((ApiException) earlier).code())
                .containsExactly("busy-1", "work-2", "busy-2", "work-3");
    }
}
