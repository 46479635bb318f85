package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.RetryAdvice;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.retry.Recovery;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a call does about credentials that it did not get. */
class WithoutCredentialsTest {
    private static final Duration PAUSE = Duration.ofSeconds(7);

    private static AttemptFailure failure(CredentialsException e) {
        AttemptFailure failure = AttemptFailure.of(e, false, false, text -> text);
        assertThat(failure).isNotNull();
        return failure;
    }

    private static CredentialsException without(boolean retryable) {
        return new CredentialsException("none", ErrorContext.none(retryable), null);
    }

    private static SdkException refusal(boolean throttled) {
        ApiError error = new ApiError(429, "", "", null, null, null, Map.of());
        return new ThrottledException(error, ErrorContext.none(true)).advising(new RetryAdvice(throttled, PAUSE));
    }

    @Test
    void throttledSource_isThrottledCall_thatWaitsAsLong() {
        AttemptFailure failure = failure(without(true).dueTo(refusal(true)));

        assertThat(failure.recovery()).isEqualTo(Recovery.THROTTLED);
        assertThat(failure.hint()).contains(PAUSE);
        assertThat(failure.maybeExecuted()).isFalse();
    }

    @Test
    void failingSource_isRejectedCall_thatWaitsAsLong() {
        AttemptFailure failure = failure(without(true).dueTo(refusal(false)));

        assertThat(failure.recovery()).isEqualTo(Recovery.REJECTED);
        assertThat(failure.hint()).contains(PAUSE);
    }

    @Test
    void advice_outlivesTheSourcesInBetween() {
        CredentialsException inner = without(true).dueTo(refusal(true));

        assertThat(CredentialsException.absent("nobody", true)
                        .dueTo(inner)
                        .asFailure()
                        .retryAdvice())
                .isEqualTo(inner.retryAdvice());
        assertThat(CredentialsException.chosen("named", true, null).dueTo(inner).sourceAttempts())
                .isEqualTo(inner.sourceAttempts());
    }

    @Test
    void refusedSource_isFinal() {
        assertThat(failure(without(false).dueTo(refusal(true))).recovery()).isEqualTo(Recovery.NONE);
    }
}
