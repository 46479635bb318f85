package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A transport of the application's that throws anything but the exceptions that it should throw. */
class BrokenTransportTest {
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> KEYED = CallBench.call(Repeatability.KEYED);
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);

    private final CallBench bench = new CallBench();

    static Stream<Arguments> throwables() {
        return Stream.of(
                        new IllegalStateException("the pool is shut down"),
                        new NullPointerException("bug"),
                        new CancellationException("gave up"),
                        new LinkageError("another version"),
                        new StackOverflowError("deep"),
                        new IOException("not declared"))
                .flatMap(thrown -> Stream.of(Mode.values())
                        .flatMap(mode -> Stream.of(false, true).map(late -> Arguments.of(thrown, mode, late))));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void read_whenTheTransportThrowsOnce_isRepeated(Throwable thrown, Mode mode, boolean late) {
        Throwing transport = throwing(thrown, late, 1);
        bench.transport.answer(200, "{\"id\":\"x\"}");

        assertThat(bench.make(mode, READ)).isEqualTo("x");
        assertThat(transport.times).isZero();
        assertThat(bench.heard.retries).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void read_whenTheTransportAlwaysThrows_failsWithOurExceptionAndItsCause(Throwable thrown, Mode mode, boolean late) {
        Throwing transport = throwing(thrown, late, 100);

        TransportException error = (TransportException) catchThrowable(() -> bench.make(mode, READ));

        assertThat(error).hasCause(thrown);
        assertThat(error)
                .hasMessageContaining(
                        "the transport broke off with " + thrown.getClass().getSimpleName());
        assertThat(error.sendPhase()).isEqualTo(SendPhase.MAYBE_SENT);
        assertThat(error.attempts()).isEqualTo(4);
        assertThat(error.retryable()).isTrue();
        assertThat(transport.times).isEqualTo(96);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void copy_whenTheTransportThrows_isSettledByItsKeyOrAmbiguous(Throwable thrown, Mode mode, boolean late) {
        throwing(thrown, late, 2);
        bench.transport.answer(200, "{\"id\":\"x\"}");

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .rootCause()
                .isSameAs(thrown);
        assertThat(bench.make(mode, KEYED)).isEqualTo("x");
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void read_whenTheTransportThrowsBecauseTheClientIsClosed_saysSo(Throwable thrown, Mode mode, boolean late) {
        throwing(thrown, late, 1).before = bench::close;

        assertThatThrownBy(() -> bench.make(mode, READ)).isInstanceOf(ClientClosedException.class);
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void call_whenAnInterceptorThrows_failsBeforeAnythingIsSent(Throwable thrown, Mode mode, boolean late) {
        bench.interceptors =
                List.of((attempt, headers) -> BrokenTransportTest.<RuntimeException>throwUnchecked(thrown));

        assertThatThrownBy(() -> bench.make(mode, late ? READ : COPY))
                .satisfiesAnyOf(raw -> assertThat(raw).isSameAs(thrown), wrapped -> assertThat(wrapped)
                        .isInstanceOf(IllegalStateException.class)
                        .hasCause(thrown));
        assertThat(bench.transport.sent()).isEmpty();
    }

    private Throwing throwing(Throwable thrown, boolean late, int times) {
        Throwing transport = new Throwing(bench.transport, thrown, late, times);
        bench.over = transport;
        return transport;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwUnchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** Throws so many times, at once or in the future, and then works. */
    private static final class Throwing implements HttpTransport {
        private final HttpTransport sound;
        private final Throwable thrown;
        private final boolean late;
        private int times;
        private Runnable before = () -> {};

        Throwing(HttpTransport sound, Throwable thrown, boolean late, int times) {
            this.sound = sound;
            this.thrown = thrown;
            this.late = late;
            this.times = times;
        }

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            if (times > 0) {
                times--;
                before.run();
                BrokenTransportTest.<RuntimeException>throwUnchecked(thrown);
            }
            return sound.send(request, timeout);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            if (times > 0 && late) {
                times--;
                before.run();
                return CompletableFuture.failedFuture(thrown);
            }
            return times > 0
                    ? CompletableFuture.completedFuture(send(request, timeout))
                    : sound.sendAsync(request, timeout);
        }

        @Override
        public void close() {}
    }
}
