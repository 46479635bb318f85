package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Our clock and the service's are never compared: what the service tells of time counts by its own clock. */
class WrongClockTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final String SKEW = "{\"recovery\":\"CORRECT_CLOCK\",\"code\":\"SignatureExpired\"}";
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);

    private final CallBench bench = new CallBench();

    private void haveLearnt(String date) {
        assertThat(bench.clockOffset()
                        .learn(
                                Optional.empty(),
                                HttpHeaders.builder().add("Date", date).build(),
                                bench.time.now(),
                                bench.clockOffset().current()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenALearntOffsetIsRefusedWithoutADate_dropsItAndRepeatsByOurClock(Mode mode) {
        haveLearnt("Thu, 01 Jan 2026 02:00:00 GMT");
        bench.transport.answer(403, SKEW).answer(200, OK).answer(200, OK);

        assertThat(bench.make(mode, COPY)).isEqualTo("x");
        assertThat(bench.make(mode, COPY)).isEqualTo("x");

        assertThat(bench.sentHeaders("X-Date"))
                .containsExactly("2026-01-01T02:00:00Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenALearntOffsetIsRefusedWithTheDateThatItMade_isFinalAndTheNextBeginsByOurClock(Mode mode) {
        haveLearnt("Thu, 01 Jan 2026 02:00:00 GMT");
        bench.transport
                .answer(CallBench.response(403, SKEW, "Date", "Thu, 01 Jan 2026 02:00:00 GMT"))
                .answer(200, OK);

        assertThatThrownBy(() -> bench.make(mode, COPY)).isInstanceOf(PermissionDeniedException.class);
        assertThat(bench.make(mode, COPY)).isEqualTo("x");

        assertThat(bench.sentHeaders("X-Date")).containsExactly("2026-01-01T02:00:00Z", "2026-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenNothingWasLearntAndTheRefusalHasNoDate_isFinal(Mode mode) {
        bench.transport.answer(403, SKEW);

        assertThatThrownBy(() -> bench.make(mode, COPY)).isInstanceOf(PermissionDeniedException.class);
        assertThat(bench.transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "SYNC, 'Wed, 31 Dec 2025 22:00:00 GMT', 'Wed, 31 Dec 2025 22:00:30 GMT'", // we are 2 hours ahead
        "ASYNC, 'Wed, 31 Dec 2025 22:00:00 GMT', 'Wed, 31 Dec 2025 22:00:30 GMT'",
        "SYNC, 'Thu, 01 Jan 2026 02:00:00 GMT', 'Thu, 01 Jan 2026 02:00:30 GMT'", // behind
        "ASYNC, 'Thu, 01 Jan 2026 02:00:00 GMT', 'Thu, 01 Jan 2026 02:00:30 GMT'",
    })
    void call_whenToldADateToComeBackAt_waitsByTheServicesClock(Mode mode, String date, String comeBack) {
        bench.transport
                .answer(CallBench.response(503, "", "Date", date, "Retry-After", comeBack))
                .answer(200, OK);

        assertThat(bench.make(mode, READ)).isEqualTo("x");

        assertThat(bench.time.now()).isEqualTo(Instant.parse("2026-01-01T00:00:30Z"));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheServiceCountsInMinutes_waitsForItsNextMinute(Mode mode) {
        bench.random = 0;
        bench.transport
                .answer(CallBench.response(
                        429,
                        "{\"recovery\":\"THROTTLED\",\"windowSeconds\":60}",
                        "Date",
                        "Thu, 01 Jan 2026 00:00:50 GMT")) // our minute has just begun
                .answer(200, OK);

        assertThat(bench.make(mode, READ)).isEqualTo("x");

        assertThat(Duration.ofNanos(bench.time.nanoTime())).isEqualTo(Duration.ofSeconds(10));
    }
}
