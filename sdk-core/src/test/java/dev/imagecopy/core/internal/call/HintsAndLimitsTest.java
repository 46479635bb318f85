package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.retry.Backoff;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers behind a retry: backoff, hints, budget, rate limit. */
class HintsAndLimitsTest {
    private static final List<String> VENDORS = List.of("x-ms-retry-after-ms", "x-acs-retry-after");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Recovery> RECOVERIES = List.of(Recovery.values());
    private static final Backoff STANDARD = RetryPolicy.standard().transientBackoff();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void backoff_forEveryRepeatAndRandomNumber_staysBelowItsBound(long seed) {
        RandomGenerator random = new Random(seed);
        List<Integer> repeats =
                new ArrayList<>(List.of(Integer.MAX_VALUE, Integer.MAX_VALUE - 1, Integer.MIN_VALUE, 0, -1));
        for (int n = 1; n <= 5000; n++) {
            repeats.add(n);
        }
        Backoff largest = new Backoff(Duration.ofDays(1), Duration.ofDays(1));
        Backoff smallest = new Backoff(Duration.ofNanos(1), Duration.ofDays(1));
        for (Backoff backoff : List.of(STANDARD, RetryPolicy.standard().throttledBackoff(), largest, smallest)) {
            for (int n : repeats) {
                double number = random.nextDouble();
                Duration delay = backoff.delay(n, number);
                double bound = Math.min(
                        (double) backoff.cap().toNanos(),
                        (double) backoff.base().toNanos() * Math.pow(2, Math.min(Math.max(n, 1) - 1, 62)));

                assertThat(delay).isBetween(Duration.ZERO, backoff.cap());
                assertThat((double) delay.toNanos()).isLessThanOrEqualTo(bound).isEqualTo(Math.floor(bound * number));
                assertThat(backoff.delay(n, 0)).isZero();
                assertThat(backoff.delay(n, Math.nextDown(1.0))).isLessThanOrEqualTo(backoff.cap());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S", "PT-1S, PT1S", "PT2S, PT1S", "PT1S, PT24H0.000000001S"})
    void backoff_whenItsBoundsMakeNoSense_isRefused(Duration base, Duration cap) {
        assertThatThrownBy(() -> new Backoff(base, cap)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void policy_whenItAllowsNoAttempt_isRefused() {
        assertThatThrownBy(() -> RetryPolicy.standard().withMaxAttempts(0)).hasMessageContaining("at least 1");
        Backoff other = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2));
        RetryPolicy policy = RetryPolicy.none().withTransientBackoff(other).withThrottledBackoff(other);
        assertThat(policy).isEqualTo(new RetryPolicy(1, other, other));
        assertThat(RetryPolicy.standard().throttledBackoff())
                .isEqualTo(new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void decision_whateverTheHint_neverWaitsNegativelyNorPastTheDeadline(long seed) {
        RandomGenerator random = new Random(seed);
        for (int run = 0; run < 2000; run++) {
            RetryPolicy policy = RetryPolicy.standard().withMaxAttempts(1 + random.nextInt(6));
            RetryState state = new RetryState(policy, Repeatability.SAFE, new RetryBudget(), random);
            int sent = 0;
            for (boolean again = true; again; ) {
                state.attemptStarts();
                sent++;
                Recovery recovery = RECOVERIES.get(random.nextInt(RECOVERIES.size()));
                Optional<Duration> hint = random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(
                                random.nextLong(0, Duration.ofDays(1).toMillis())));
                Duration left = Duration.ofMillis(random.nextLong(0, 200_000));
                Instant now = NOW.plusMillis(random.nextLong(0, 1_000_000));

                Duration delay = state.decide(failed(recovery, random.nextBoolean(), hint), left, now);

                again = delay != null;
                if (delay != null && !delay.isZero()) {
                    assertThat(delay).isPositive().isLessThan(left);
                    assertThat(delay).isGreaterThanOrEqualTo(hint.orElse(Duration.ZERO));
                }
                assertThat(sent).isLessThanOrEqualTo(policy.maxAttempts() + 3);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSIENT, PT5S, 'the service asks to wait 5000 ms, but only 5000 ms are left'",
        "TRANSIENT, PT9S, 'the service asks to wait 9000 ms, but only 5000 ms are left'",
        "NONE, PT1S, not retryable",
        "LATER, PT1S, what is in progress takes minutes",
    })
    void giveUp_tellsWhatStandsInTheWay(Recovery recovery, Duration hint, String reason) {
        RandomGenerator zero = () -> 0;
        RetryState state = new RetryState(RetryPolicy.standard(), Repeatability.SAFE, new RetryBudget(), zero);

        assertThat(state.decide(failed(recovery, false, Optional.of(hint)), Duration.ofSeconds(5), NOW))
                .isNull();
        assertThat(state.whyNot()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void conflict_isPausedFor_secondsThatGrow(long seed) {
        RetryState state =
                new RetryState(RetryPolicy.standard(), Repeatability.SAFE, new RetryBudget(), new Random(seed));

        for (int seconds = 1; seconds <= 4; seconds *= 2) {
            assertThat(state.decide(failed(Recovery.CONFLICT, false, Optional.empty()), Duration.ofMinutes(2), NOW))
                    .isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(2L * seconds));
        }
        assertThat(state.decide(failed(Recovery.CONFLICT, false, Optional.empty()), Duration.ofMinutes(2), NOW))
                .isNull();
    }

    @Test
    void giveUp_whenTheNextWindowIsTooFarAway_tellsWhenItIsDue() {
        RandomGenerator zero = () -> 0;
        RetryState state = new RetryState(RetryPolicy.standard(), Repeatability.SAFE, new RetryBudget(), zero);
        AttemptFailure throttled = new AttemptFailure(
                Recovery.THROTTLED,
                false,
                Optional.of(Duration.ofSeconds(4)),
                Optional.of(Duration.ofMinutes(1)),
                context -> new CredentialsException("test", context, null));

        assertThat(state.decide(throttled, Duration.ofSeconds(5), NOW)).isNull();
        assertThat(state.whyNot()).isEqualTo("the next attempt is due in 60000 ms, but only 5000 ms are left");
    }

    private static AttemptFailure failed(Recovery recovery, boolean maybeExecuted, Optional<Duration> hint) {
        return new AttemptFailure(
                recovery, maybeExecuted, hint, context -> new CredentialsException("test", context, null));
    }

    @Test
    void maxAttempts_whenEndless_doesNotOverflow() {
        RetryState state = new RetryState(
                RetryPolicy.standard().withMaxAttempts(Integer.MAX_VALUE),
                Repeatability.SAFE,
                new RetryBudget(),
                new Random(1));
        state.decide(failed(Recovery.SIGN_AGAIN, false, Optional.empty()), Duration.ofDays(1), NOW);
        state.attemptStarts();

        assertThat(state.maxAttempts()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Retry-After, 0, PT0S",
                "Retry-After, ' 3 ', PT3S",
                "Retry-After, 1290, PT21M30S",
                "retry-after, 86400, PT24H",
                "Retry-After, 86401, -",
                "Retry-After, 0000000007, PT7S",
                "Retry-After, 9999999999, -",
                "Retry-After, 99999999999, -",
                "Retry-After, -1, -",
                "Retry-After, +1, -",
                "Retry-After, 1.5, -",
                "Retry-After, 1e3, -",
                "Retry-After, 0x10, -",
                "Retry-After, '', -",
                "Retry-After, ' ', -",
                "Retry-After, abc, -",
                "Retry-After, '\u0661', -", // a digit, but not ours
                "Retry-After, 'Thu, 01 Jan 2026 00:01:00 GMT', PT1M",
                "Retry-After, 'Thu, 01 Jan 2025 00:01:00 GMT', -", // the day of the week is wrong
                "Retry-After, 'Wed, 31 Dec 2025 23:59:59 GMT', PT0S",
                "Retry-After, 'Fri, 02 Jan 2026 00:00:00 GMT', PT24H",
                "Retry-After, 'Fri, 02 Jan 2026 00:00:01 GMT', -",
                "Retry-After, 'Fri, 31 Dec 9999 23:59:59 GMT', -",
                "Retry-After-Ms, 1500, PT1.5S",
                "x-ms-retry-after-ms, 86400000, PT24H",
                "x-ms-retry-after-ms, 86400001, -",
                "X-ACS-Retry-After, 250, PT0.25S",
                "x-acs-retry-after, -250, -",
                "X-Other, 5, -",
            })
    void hint_readsEachFamilyAndIgnoresNonsense(String name, String value, Duration expected) {
        HttpHeaders headers = HttpHeaders.builder().addReceived(name, value).build();

        assertThat(HintParser.parse(null, headers, VENDORS, NOW)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void hint_ofSeveral_isTheLongestSensibleOne() {
        HttpHeaders headers = HttpHeaders.builder()
                .add("Retry-After", "2")
                .add("Retry-After", "5")
                .add("retry-after-ms", "4000")
                .add("x-ms-retry-after-ms", "9999999999")
                .build();

        assertThat(HintParser.parse(null, headers, VENDORS, NOW)).contains(Duration.ofSeconds(5));
        assertThat(HintParser.parse(Duration.ofSeconds(6), headers, VENDORS, NOW))
                .contains(Duration.ofSeconds(6));
        assertThat(HintParser.parse(Duration.ofSeconds(1), headers, VENDORS, NOW))
                .contains(Duration.ofSeconds(5));
        assertThat(HintParser.parse(Duration.ofDays(2), HttpHeaders.empty(), VENDORS, NOW))
                .isEmpty();
        assertThat(HintParser.parse(Duration.ofNanos(-1), HttpHeaders.empty(), VENDORS, NOW))
                .isEmpty();
        assertThat(HintParser.parse(null, HttpHeaders.empty(), VENDORS, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void hint_ofRandomBytes_isEmptyOrWithinADay(long seed) {
        RandomGenerator random = new Random(seed);
        String alphabet = "0123456789-+.eE ,:GMTJanThuZ\u0000\u00ff";
        for (int run = 0; run < 5000; run++) {
            StringBuilder value = new StringBuilder();
            for (int i = random.nextInt(32); i > 0; i--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (String name : List.of("Retry-After", "retry-after-ms", "x-ms-retry-after-ms", "x-acs-retry-after")) {
                HttpHeaders headers = HttpHeaders.builder()
                        .addReceived(name, value.toString())
                        .build();
                HintParser.parse(null, headers, VENDORS, NOW)
                        .ifPresent(hint -> assertThat(hint).isBetween(Duration.ZERO, Duration.ofDays(1)));
            }
        }
    }

    @Test
    void budget_takesAllOrNothingAndNeverOverflows() {
        RetryBudget budget = new RetryBudget();

        assertThat(budget.tryTake(500)).isTrue();
        assertThat(budget.tryTake(1)).isFalse();
        assertThat(budget.available()).isZero();
        assertThat(budget.tryTake(0)).isTrue();
        budget.giveBack(0);
        assertThat(budget.available()).isEqualTo(1);
        budget.giveBack(14);
        assertThat(budget.available()).isEqualTo(15);
        assertThat(budget.tryTake(15)).isTrue();
        budget.giveBack(10_000);
        assertThat(budget.available()).isEqualTo(RetryBudget.CAPACITY);
        budget.giveBack(1);
        assertThat(budget.available()).isEqualTo(500);
    }

    @Test
    void budget_underManyThreads_losesNoToken() throws InterruptedException {
        RetryBudget budget = new RetryBudget();
        AtomicInteger taken = new AtomicInteger();
        Threads.race(8, () -> {
            for (int i = 0; i < 100; i++) {
                if (budget.tryTake(1)) {
                    taken.incrementAndGet();
                }
            }
        });

        assertThat(taken).hasValue(500);
        assertThat(budget.available()).isZero();
    }

    @Test
    void limiter_afterTheBurst_spacesPermitsEvenly() {
        RateLimiter limiter = RateLimiter.of(2, Duration.ofSeconds(1), 3);

        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waits.add(limiter.reserve("key", 0));
        }

        assertThat(waits)
                .containsExactly(
                        Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(limiter.reserve("other", 0)).isZero();
    }

    @Test
    void limiter_afterALongRest_allowsTheBurstAndNoMore() {
        RateLimiter limiter = RateLimiter.of(1, Duration.ofSeconds(1), 2);
        long later = Duration.ofHours(1).toNanos();
        limiter.reserve("key", 0);

        assertThat(limiter.reserve("key", later)).isZero();
        assertThat(limiter.reserve("key", later)).isZero();
        assertThat(limiter.reserve("key", later)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void limiter_whenPatienceEnds_takesNothing() {
        RateLimiter limiter = RateLimiter.of(1, Duration.ofSeconds(1), 1);
        limiter.reserve("key", 0);

        assertThat(limiter.reserve("key", 0, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(limiter.reserve("key", 0, Duration.ofMillis(1001))).isEqualTo(Duration.ofSeconds(1));
        assertThat(limiter.reserve("key", 0, Duration.ofMillis(1001))).isEqualTo(Duration.ofSeconds(2));
        assertThat(limiter.reserve("key", 0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void holdBack_delaysTheNextPermitsByThePause() {
        RateLimiter limiter = RateLimiter.of(10, Duration.ofSeconds(1), 5);

        limiter.holdBack("key", Duration.ofSeconds(30), 0);

        assertThat(limiter.reserve("key", 0)).isEqualTo(Duration.ofMillis(30_100));
        assertThat(limiter.reserve("key", Duration.ofSeconds(30).toNanos())).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void holdBack_whenOlderDebtHasBeenPaidMeanwhile_countsThePauseAlone() {
        RateLimiter limiter = RateLimiter.of(1, Duration.ofSeconds(1), 1);
        limiter.holdBack("key", Duration.ofSeconds(60), 0);

        limiter.holdBack("key", Duration.ofSeconds(1), Duration.ofSeconds(60).toNanos());

        assertThat(limiter.reserve("key", Duration.ofSeconds(60).toNanos())).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void limiter_whenAClockReadingIsOlder_givesNoPermitTwice() {
        RateLimiter limiter = RateLimiter.of(1, Duration.ofSeconds(1), 1);
        long now = Duration.ofSeconds(100).toNanos();
        limiter.reserve("key", now);

        limiter.reserve("key", now - Duration.ofSeconds(50).toNanos());

        assertThat(limiter.reserve("key", now)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void limiter_underManyThreads_givesEachPermitOnce() throws InterruptedException {
        RateLimiter limiter = RateLimiter.of(1, Duration.ofDays(1), 100);
        AtomicInteger free = new AtomicInteger();
        Threads.race(8, () -> {
            for (int i = 0; i < 100; i++) {
                if (limiter.reserve("key", 0, Duration.ofNanos(1)).isZero()) {
                    free.incrementAndGet();
                }
            }
        });

        assertThat(free).hasValue(100);
    }

    @ParameterizedTest
    @CsvSource({"0, PT1S, 1", "1, PT0S, 1", "1, PT-1S, 1", "1, PT1S, 0"})
    void limiter_whenItsNumbersMakeNoSense_isRefused(int permits, Duration period, int burst) {
        assertThatThrownBy(() -> RateLimiter.of(permits, period, burst)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Lets threads begin together. */
    static final class Threads {
        private Threads() {}

        static void race(int count, Runnable work) throws InterruptedException {
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
