package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the application's transport or interceptor throws out of a poll says nothing about the copy. */
class BrokenPollTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

    static Stream<Throwable> throwables() {
        return Stream.of(
                new IllegalStateException("the pool is shut down"),
                new NullPointerException("bug"),
                new IllegalArgumentException("a header that the SDK sets itself"),
                new CancellationException("gave up"),
                new LinkageError("another version"),
                new StackOverflowError("deep"),
                new IOException("not declared"));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void await_whenTheTransportThrowsOutOfPolls_goesOn(Throwable broken) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            thrown.set(broken);
            bench.transport.otherwise(request -> {
                throwIfAny();
                return CopyBench.json(200, "{\"status\":\"DONE\",\"image\":\"img-1\"}");
            });

            goesOn(bench, operation, "the transport broke off with ", broken);
        }
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void await_whenAnInterceptorThrowsOutOfPolls_goesOn(Throwable broken) {
        setup.interceptors = List.of((attempt, headers) -> throwIfAny());
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowSucceeds();
            thrown.set(broken);

            goesOn(bench, operation, "an interceptor broke off with ", broken);
        }
    }

    private void goesOn(CopyBench bench, Operation<String> operation, String why, Throwable broken) {
        CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
        bench.time.advance(Duration.ofSeconds(30));

        assertThat(wait).isNotDone();
        assertThat(operation.latest().state()).isEqualTo(OperationState.QUEUED);
        assertThat(operation.lastPollError()).get().isInstanceOf(TransportException.class);
        assertThatThrownBy(operation::poll)
                .isInstanceOf(TransportException.class)
                .hasCause(broken)
                .hasMessageContaining(why + broken.getClass().getSimpleName());
        assertThat(operation.pollAsync())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(TransportException.class);

        thrown.set(null);
        bench.time.advance(Duration.ofMinutes(1));
        assertThat(wait).isCompletedWithValue("img-1");
        assertThat(operation.lastPollError()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void poll_whenAnInterceptorThrowsOnce_isRepeatedByThePolicy(Throwable broken) {
        setup.retryPolicy = RetryPolicy.standard();
        setup.interceptors = List.of((attempt, headers) -> {
            if (attempt.number() == 1) {
                throwIfAny();
            }
        });
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowSucceeds();
            thrown.set(broken);

            assertThat(operation.poll().state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    private void throwIfAny() {
        Throwable broken = thrown.get();
        if (broken != null) {
            BrokenPollTest.<RuntimeException>throwUnchecked(broken);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwUnchecked(Throwable broken) throws E {
        throw (E) broken;
    }
}
