package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.retry.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CallLimitTest {
    private static final CallBench.Token ONE = new CallBench.Token("test-token-1");
    private static final CallBench.Token OTHER = new CallBench.Token("test-token-2");
    private static final Duration AMPLE = Duration.ofHours(1);

    private final CallBench bench = new CallBench();

    private CallLimit limit(String call) {
        HttpRequest request = HttpRequest.of("GET", "https://service.test/base", HttpHeaders.empty());
        return CallLimit.of(bench.context(), request, "route", call);
    }

    @Test
    void heldBack_withoutALimiter_isNever() {
        CallLimit limit = limit("read");

        limit.holdOthersBack(ONE, AMPLE);

        assertThat(limit.heldBack(ONE, AMPLE)).isZero();
        assertThat(limit.isHolding()).isFalse();
    }

    @Test
    void heldBack_whenTheWaitIsOver_letsTheAttemptOutWithoutAnotherPermit() {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, Duration.ofSeconds(10), 1));
        assertThat(limit("read").heldBack(ONE, AMPLE)).isZero();
        CallLimit waiting = limit("read");

        assertThat(waiting.heldBack(ONE, AMPLE)).isEqualTo(Duration.ofSeconds(10));
        assertThat(waiting.isHolding()).isTrue();
        assertThat(waiting.heldBack(ONE, AMPLE)).isZero();
        assertThat(waiting.isHolding()).isFalse();
    }

    @Test
    void heldBack_ofAnotherAccountOrMethod_isCountedApart() {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, Duration.ofSeconds(10), 1));
        assertThat(limit("read").heldBack(ONE, AMPLE)).isZero();

        assertThat(limit("read").heldBack(OTHER, AMPLE)).isZero();
        assertThat(limit("copy").heldBack(ONE, AMPLE)).isZero();
        assertThat(limit("read").heldBack(ONE, AMPLE)).isPositive();
    }

    @Test
    void holdOthersBack_slowsCallsOfTheSameKindDown() {
        bench.rateLimiter = Optional.of(RateLimiter.of(1000, Duration.ofSeconds(1), 1000));

        limit("read").holdOthersBack(ONE, Duration.ofSeconds(7));

        assertThat(limit("read").heldBack(ONE, AMPLE)).isGreaterThanOrEqualTo(Duration.ofSeconds(7));
        assertThat(limit("copy").heldBack(ONE, AMPLE)).isZero();
    }

    @Tag("FAULT-92")
    @Test
    void limiter_whateverTheDuration_holdsBackAndThrowsNothing() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        RateLimiter limiter = RateLimiter.of(1, longest, 1);

        limiter.holdBack("key", longest, 0);

        Duration aCentury = Duration.ofDays(36_500);
        assertThat(limiter.reserve("key", 0, aCentury)).isGreaterThan(aCentury);
        assertThat(limiter.reserve("key", 0)).isGreaterThan(aCentury);
        assertThat(limiter.reserve("key", 0)).isGreaterThan(aCentury);
        assertThat(limiter.reserve("other", 0)).isZero();
    }
}
