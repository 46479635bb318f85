package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.WaitingCalls;
import dev.imagecopy.core.auth.WaitingCalls.Patience;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.RetryAdvice;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.internal.call.CallBench.Token;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call leaves to the source of its credentials, and what the source's own call makes of that. */
class CallOnBehalfTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> TOKEN =
            CallBench.row(Repeatability.SAFE).anonymous().returning(response -> "token");

    private final CallBench bench = new CallBench();

    private DefaultCallExecutor<Token> ofCredentials() {
        return new DefaultCallExecutor<>(bench.context(), new RetryBudget(), Urgency.CREDENTIALS);
    }

    @Test
    void sourceOfCredentials_mayAskAsOftenAsTheCallHasAttemptsLeft() {
        List<Integer> attempts = new ArrayList<>();
        bench.credentials = () -> {
            attempts.add(Objects.requireNonNull(WaitingCalls.current()).get().attempts());
            return new Token("test-token-1");
        };
        bench.transport.answer(500, "").answer(500, "").answer(200, OK);

        bench.make(Mode.SYNC, READ);

        assertThat(attempts).containsExactly(Integer.MAX_VALUE, 3, 2);
    }

    @Test
    void callForCredentials_isSentAsOftenAsTheCallThatWaitsForItAllows() {
        bench.transport.otherwise(request -> CallBench.response(500, ""));
        Patience two = new Patience(() -> Duration.ofMinutes(1).toNanos(), 2);

        assertThatThrownBy(() -> WaitingCalls.on(
                        () -> two, () -> ofCredentials().execute(TOKEN, "img-1", CallOptions.defaults())))
                .isInstanceOf(SdkException.class);
        assertThat(bench.transport.requests()).hasSize(2);
    }

    @Test
    void callOfTheApplication_isRepeatedAsItsOwnPolicySays() {
        bench.transport.otherwise(request -> CallBench.response(500, ""));
        Patience two = new Patience(() -> Duration.ofMinutes(1).toNanos(), 2);

        assertThatThrownBy(() -> WaitingCalls.on(() -> two, () -> bench.make(Mode.SYNC, READ, CallOptions.defaults())))
                .isInstanceOf(SdkException.class);
        assertThat(bench.transport.requests()).hasSize(4);
    }

    @Test
    void callForCredentials_whenItIsThrottled_tellsHowToRepeatIt() {
        bench.transport.otherwise(request -> CallBench.response(429, "", "Retry-After", "7"));

        SdkException forOthers = catchThrowableOfType(
                SdkException.class, () -> ofCredentials().execute(TOKEN, "img-1", CallOptions.defaults()));
        SdkException own = catchThrowableOfType(SdkException.class, () -> bench.make(Mode.SYNC, READ));

        assertThat(forOthers.retryAdvice()).contains(new RetryAdvice(true, Duration.ofSeconds(7)));
        assertThat(own.retryAdvice()).isEmpty();
    }

    @Test
    void failedCredentials_countTheAttemptsOfTheCallToo() {
        CredentialsException failed = new CredentialsException("none", ErrorContext.none(false), null).after(3);
        List<RuntimeException> failures = new ArrayList<>();
        bench.credentials = () -> {
            if (failures.isEmpty()) {
                failures.add(failed);
                return new Token("test-token-1");
            }
            throw failed;
        };
        bench.transport.answer(500, "");

        CredentialsException thrown =
                catchThrowableOfType(CredentialsException.class, () -> bench.make(Mode.SYNC, READ));

        assertThat(thrown.sourceAttempts())
                .as("one of the call, three of the source")
                .isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whoseSourceOfCredentialsReturnsNull_failsForLackOfThem(Mode mode) {
        bench.credentials = () -> null;

        assertThatThrownBy(() -> bench.make(mode, READ)).isInstanceOf(CredentialsException.class);
        assertThat(bench.transport.requests()).isEmpty();
    }

    /** Whoever reads the trace must find the call that failed, wherever its source of credentials works. */
    @Test
    void failureOfASourceOnAnotherThread_showsWhoMadeTheCall() {
        IllegalStateException elsewhere = CompletableFuture.supplyAsync(() -> new IllegalStateException("bug"))
                .join();
        bench.credentials = () -> {
            throw elsewhere;
        };

        assertThatThrownBy(() -> bench.make(Mode.SYNC, READ)).isSameAs(elsewhere);
        assertThat(elsewhere.getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .contains("failureOfASourceOnAnotherThread_showsWhoMadeTheCall");
    }
}
