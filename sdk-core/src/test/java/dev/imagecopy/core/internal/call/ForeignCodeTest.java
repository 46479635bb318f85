package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ForwardingTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transport, a clock or a source of credentials of the application's that fails must not hide what became of the call. */
class ForeignCodeTest {
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);
    private static final ApiCall<String, String> KEYED = CallBench.call(Repeatability.KEYED);

    private final CallBench bench = new CallBench();

    @ParameterizedTest
    @EnumSource
    void copy_whenTheTransportReturnsNull_isAmbiguous(Mode mode) {
        bench.over = new NullTransport();

        assertThatThrownBy(() -> bench.make(mode, COPY)).isInstanceOf(AmbiguousOutcomeException.class);
    }

    @ParameterizedTest
    @EnumSource
    void copy_whenTheClockFailsAfterALostAnswer_isAmbiguous(Mode mode) {
        bench.clock = new BrokenPauses(bench.time);
        bench.lose(1);

        assertThatThrownBy(() -> bench.make(mode, KEYED))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasRootCauseMessage("no pauses");
    }

    @ParameterizedTest
    @EnumSource
    void copy_whenTheClockFailsAfterARefusal_failsWithThat(Mode mode) {
        bench.clock = new BrokenPauses(bench.time);
        bench.transport.answer(429, "");

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(AssertionError.class)
                .hasMessage("no pauses");
    }

    @ParameterizedTest
    @EnumSource
    void copy_whenStaleCredentialsCannotBeDiscarded_failsWithTheRefusal(Mode mode) {
        bench.credentials = new Stubborn();
        bench.transport.otherwise(request -> CallBench.response(401, ""));

        assertThatThrownBy(() -> bench.make(mode, COPY)).isInstanceOf(AuthenticationException.class);
        assertThat(bench.transport.sent()).hasSize(1);
    }

    private static final class Stubborn implements CredentialsProvider<CallBench.Token> {
        @Override
        public CallBench.Token resolve() {
            return new CallBench.Token("always-the-same");
        }

        @Override
        public void invalidate(CallBench.Token refused) {
            throw new UnsupportedOperationException("these are all there are");
        }
    }

    private static final class NullTransport implements HttpTransport {
        @Override
        @SuppressWarnings("NullAway") // that is the point
        public HttpResponse send(HttpRequest request, Duration timeout) {
            return null;
        }

        @Override
        @SuppressWarnings("NullAway")
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            return null;
        }

        @Override
        public void close() {}
    }

    /** Time that goes on, but in which nobody can wait. */
    private static final class BrokenPauses extends ForwardingTimeSource {
        BrokenPauses(TimeSource time) {
            super(time);
        }

        @Override
        public void sleep(Duration duration) {
            throw new AssertionError("no pauses");
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            throw new AssertionError("no pauses");
        }

        @Override
        public void close() {}
    }
}
