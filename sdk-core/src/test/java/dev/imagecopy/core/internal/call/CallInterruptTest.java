package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.internal.call.CallBench.Token;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ForwardingTimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a blocking call ends when its thread is interrupted. */
class CallInterruptTest {
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);
    private static final ApiCall<String, String> KEYED = CallBench.call(Repeatability.KEYED);

    private final CallBench bench = new CallBench();

    @AfterEach
    void nothingIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
        assertThat(bench.transport.open()).isZero();
        assertThat(bench.time.pendingTasks()).isZero();
        assertThat(bench.time.taskFailures()).isEmpty();
        assertThat(bench.heard.finished).hasSameSizeAs(bench.heard.started);
    }

    @Test
    void interrupt_whenItCameBefore_sendsNothingAndKeepsTheFlag() {
        Thread.currentThread().interrupt();

        Throwable error = catchThrowable(() -> bench.make(Mode.SYNC, COPY));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error)
                .isInstanceOf(SdkInterruptedException.class)
                .hasMessage("TestClient.copyImage failed: interrupted before sending [POST"
                        + " service.test/…/v1/images/img-1/copy, not retryable]");
        assertThat(bench.transport.sent()).isEmpty();
    }

    @Test
    void interrupt_whenItComesInThePause_endsTheCallWithTheFlagAndTheEarlierErrors() {
        bench.transport.answer(429, "");
        bench.heard.onRetry = () -> Thread.currentThread().interrupt();

        Throwable error = catchThrowable(() -> bench.make(Mode.SYNC, COPY));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error)
                .isInstanceOf(SdkInterruptedException.class)
                .hasMessageContaining("interrupted before sending");
        assertThat(error.getSuppressed()).hasSize(1);
        assertThat(bench.heard.attempts).hasSize(1);
    }

    @Test
    void interrupt_whenItComesInThePauseAfterALostAnswer_isAmbiguous() {
        bench.transport.answer(500, "");
        bench.heard.onRetry = () -> Thread.currentThread().interrupt();

        Throwable error = catchThrowable(() -> bench.make(Mode.SYNC, KEYED));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error)
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCauseInstanceOf(SdkInterruptedException.class);
    }

    @ParameterizedTest
    @CsvSource({"SAFE, false", "KEYED, true", "CONVERGENT, true", "ONCE, true"})
    void interrupt_whenItComesInFlight_isAmbiguousForCallsThatChangeSomething(
            Repeatability repeatability, boolean ambiguous) {
        bench.transport.answerWith(request -> {
            throw aborted(SendPhase.MAYBE_SENT);
        });

        assertThatThrownBy(() -> bench.make(Mode.SYNC, CallBench.call(repeatability)))
                .isInstanceOf(ambiguous ? AmbiguousOutcomeException.class : SdkInterruptedException.class);
    }

    @Test
    void interrupt_whenTheTransportKnowsThatNothingWasSent_isPlain() {
        bench.transport.answerWith(request -> {
            throw aborted(SendPhase.NOT_SENT);
        });

        assertThatThrownBy(() -> bench.make(Mode.SYNC, COPY)).isInstanceOf(SdkInterruptedException.class);
    }

    @Test
    void interrupt_whenATransportDoesNotSayHowFarItGot_isTakenForSent() {
        bench.transport
                .answerWith(request -> {
                    throw new SdkInterruptedException(
                            "interrupted", ErrorContext.none(false), new InterruptedException("somewhere"));
                })
                .answerWith(request -> {
                    throw new SdkInterruptedException("interrupted", ErrorContext.none(false), null);
                });

        assertThatThrownBy(() -> bench.make(Mode.SYNC, COPY)).isInstanceOf(AmbiguousOutcomeException.class);
        assertThatThrownBy(() -> bench.make(Mode.SYNC, COPY)).isInstanceOf(AmbiguousOutcomeException.class);
    }

    @Test
    void interrupt_whenItComesInTheMiddleOfAPause_endsTheCallWithTheFlag() {
        bench.clock = new InterruptedSleep(bench.time);
        bench.transport.answer(503, "");

        Throwable error = catchThrowable(() -> bench.make(Mode.SYNC, READ));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error)
                .isInstanceOf(SdkInterruptedException.class)
                .hasMessageContaining("interrupted between two attempts");
        assertThat(bench.transport.sent()).hasSize(1);
    }

    @Test
    void interrupt_whenItComesWhileWaitingForCredentials_endsTheCallWithTheFlag() {
        bench.credentials = new Unresolved();

        Throwable error = catchThrowable(() -> bench.make(Mode.SYNC, COPY));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error)
                .isInstanceOf(SdkInterruptedException.class)
                .hasMessageContaining("interrupted while waiting for credentials");
    }

    @Test
    void interrupt_whenItComesWhileTheAddressIsDiscovered_endsTheCallWithTheFlag() {
        bench.endpoints = new Endpoints() {
            @Override
            public CompletableFuture<?> ready(String route) {
                return new Undiscovered();
            }

            @Override
            public URI apply(String route) {
                throw new AssertionError("asked for an address that is not known");
            }
        };

        Throwable error = catchThrowable(() -> bench.make(Mode.SYNC, COPY));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error)
                .isInstanceOf(SdkInterruptedException.class)
                .hasMessageContaining("interrupted while asking for the address");
        assertThat(bench.transport.sent()).isEmpty();
    }

    private static SdkInterruptedException aborted(SendPhase phase) {
        return new SdkInterruptedException(
                "interrupted while waiting for the response",
                ErrorContext.none(false),
                new TransportException("aborted", phase, ErrorContext.none(true), null));
    }

    /** Time in which nobody sleeps undisturbed. */
    private static final class InterruptedSleep extends ForwardingTimeSource {
        InterruptedSleep(TimeSource time) {
            super(time);
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            throw new InterruptedException("in the middle of a sleep");
        }
    }

    /** An address for which nobody waits undisturbed. */
    private static final class Undiscovered extends CompletableFuture<URI> {
        @Override
        public URI get(long timeout, TimeUnit unit) throws InterruptedException {
            throw new InterruptedException("in the middle of the discovery");
        }
    }

    /** Credentials for which nobody waits undisturbed. */
    private static final class Unresolved implements CredentialsProvider<Token> {
        @Override
        public Token resolve() {
            throw new AssertionError("asked on the caller's thread");
        }

        @Override
        public CompletableFuture<Token> resolveAsync() {
            Thread.currentThread().interrupt();
            return new CompletableFuture<>();
        }
    }
}
