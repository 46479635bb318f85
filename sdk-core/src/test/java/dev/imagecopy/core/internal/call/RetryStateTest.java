package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.RetryAdvice;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What one call leaves to those on which it depends, and tells those that depend on it. */
class RetryStateTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final RandomGenerator ZERO = () -> 0;

    private static RetryState leftWith(int attempts) {
        return RetryState.of(
                CallBench.call(Repeatability.SAFE), RetryPolicy.standard(), attempts, new RetryBudget(), ZERO);
    }

    private static AttemptFailure failed(Recovery recovery, Duration hint) {
        return new AttemptFailure(
                recovery, false, Optional.of(hint), context -> new CredentialsException("test", context, null));
    }

    private static void fail(RetryState state) {
        state.attemptStarts();
        state.decide(failed(Recovery.TRANSIENT, Duration.ZERO), LONG, Instant.EPOCH);
    }

    @Test
    void attemptsForOthers_beforeAnythingFailed_areUpToTheirOwnPolicy() {
        assertThat(leftWith(Integer.MAX_VALUE).attemptsForOthers()).isEqualTo(Integer.MAX_VALUE);
        assertThat(leftWith(RetryPolicy.standard().maxAttempts()).attemptsForOthers())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void attemptsForOthers_afterFailures_areThoseThatAreLeft() {
        RetryState state = leftWith(Integer.MAX_VALUE);
        for (int left = RetryPolicy.standard().maxAttempts() - 1; left > 0; left--) {
            fail(state);

            assertThat(state.attemptsForOthers()).isEqualTo(left);
        }
        fail(state);

        assertThat(state.attemptsForOthers()).as("one is made in any case").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3"})
    void attemptsForOthers_ofACallThatHasFewItself_areNoMoreThanThose(int own, int others) {
        assertThat(leftWith(own).attemptsForOthers()).isEqualTo(others);
    }

    @ParameterizedTest
    @CsvSource({"THROTTLED, true", "TRANSIENT, false", "CONFLICT, false", "LATER, false"})
    void advised_whenTheFailureMayPass_tellsHowToRepeat(Recovery recovery, boolean throttled) {
        RetryState state = leftWith(Integer.MAX_VALUE);
        AttemptFailure failure = failed(recovery, Duration.ofSeconds(7));
        state.decide(failure, Duration.ofSeconds(1), Instant.EPOCH);

        SdkException advised = state.advised(error(), failure);

        assertThat(advised.retryAdvice()).contains(new RetryAdvice(throttled, Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "REFRESH_CREDENTIALS", "SIGN_AGAIN"})
    void advised_whenTheFailureIsFinal_addsNothing(Recovery recovery) {
        SdkException error = error();

        assertThat(leftWith(Integer.MAX_VALUE).advised(error, failed(recovery, Duration.ZERO)))
                .isSameAs(error);
        assertThat(error.retryAdvice()).isEmpty();
    }

    private static SdkException error() {
        return new CredentialsException("test", ErrorContext.none(true), null);
    }
}
