package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.SendWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Calls in the background that ask, before each attempt, whether they may still be sent. */
class PermissionTest {
    private static final ApiCall<String, String> COPY =
            CallBench.row(Repeatability.ONCE).staysOpen().returning(response -> "x");

    private final CallBench bench = new CallBench();
    private final List<CompletableFuture<?>> asked = new ArrayList<>();
    private final SendWatch watch = new SendWatch() {
        @Override
        public CompletableFuture<?> mayGoOut() {
            return asked.isEmpty() ? CompletableFuture.completedFuture(null) : asked.get(0);
        }

        @Override
        public void goesOut() {}
    };

    private CompletableFuture<String> start() {
        return bench.executor().executeAsync(COPY, "img-1", CallOptions.defaults(), CallOwner.APPLICATION, watch);
    }

    private CompletableFuture<?> asks() {
        CompletableFuture<?> permission = new CompletableFuture<>();
        asked.add(permission);
        return permission;
    }

    @Test
    void call_untilItIsPermitted_isNotSent() {
        CompletableFuture<?> permission = asks();
        bench.transport.answer(200, "{}");
        CompletableFuture<String> call = start();
        bench.time.advance(Duration.ofSeconds(1));
        assertThat(bench.transport.requests()).isEmpty();

        permission.complete(null);

        assertThat(call).isCompletedWithValue("x");
        assertThat(bench.transport.requests()).hasSize(1);
    }

    @Test
    void call_thatIsNotPermitted_endsWithTheReasonAndIsNotSent() {
        IllegalStateException reason = new IllegalStateException("overtaken");
        asks().completeExceptionally(reason);

        assertThat(start()).isCompletedExceptionally().satisfies(call -> assertThatThrownBy(call::join)
                .hasCause(reason));
        assertThat(bench.transport.requests()).isEmpty();
    }

    @Test
    void call_thatIsNotPermittedInTime_endsAtItsDeadline() {
        CompletableFuture<?> permission = asks();
        CompletableFuture<String> call = start();

        bench.time.advance(Duration.ofMinutes(2));
        permission.complete(null);

        assertThatThrownBy(call::join).hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(bench.transport.requests()).isEmpty();
    }

    @Test
    void call_thatIsCancelledWhileItAsks_isNotSent() {
        CompletableFuture<?> permission = asks();
        CompletableFuture<String> call = start();

        call.cancel(true);
        permission.complete(null);

        assertThat(bench.transport.requests()).isEmpty();
    }

    @Test
    void call_whoseClientIsClosedWhileItAsks_isNotSent() {
        CompletableFuture<?> permission = asks();
        CompletableFuture<String> call = start();

        bench.lifecycle().close();
        permission.complete(null);

        assertThatThrownBy(call::join).hasCauseInstanceOf(ClientClosedException.class);
        assertThat(bench.transport.requests()).isEmpty();
    }

    @Test
    void call_thatWaitedForItsPermit_asksAfterThat() {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, Duration.ofMinutes(10), 1));
        bench.transport.answer(200, "{}").answer(200, "{}");
        assertThat(start()).isCompleted();
        CompletableFuture<String> second = start();
        CompletableFuture<?> permission = asks();

        bench.time.advance(Duration.ofMinutes(10));
        assertThat(bench.transport.requests()).hasSize(1);
        permission.complete(null);

        bench.time.runUntilDone(second);
        assertThat(bench.transport.requests()).hasSize(2);
    }

    @Test
    void call_thatIsNotPermittedAtItsTurn_isNotSent() {
        bench.transport.answerWith(this::queued);
        CompletableFuture<String> call = start();

        assertThatThrownBy(call::join)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("overtaken");
    }

    @Test
    void call_whosePermissionDoesNotComeAtItsTurn_endsUnsentAtItsDeadline() {
        bench.transport.answerWith(request -> {
            SendOrder.Turn turn = Objects.requireNonNull(SendOrder.of(request).turnOrNull());
            Duration unused = turn.longestWait();
            bench.time.advance(Duration.ofHours(1));
            CompletableFuture<?> never = asks();
            CompletableFuture<?> permitted = turn.permitted();
            assertThat(permitted).isNotDone();
            bench.time.advance(Duration.ofMinutes(2));
            assertThat(never).isNotDone();
            return thrownBy(permitted);
        });

        assertThatThrownBy(start()::join)
                .cause()
                .isInstanceOfSatisfying(DeadlineExceededException.class, late -> assertThat(late)
                        .hasMessageContaining("no permission to send"));
    }

    private HttpResponse queued(HttpRequest request) {
        SendOrder.Turn turn = Objects.requireNonNull(SendOrder.of(request).turnOrNull());
        Duration unused = turn.longestWait();
        bench.time.advance(Duration.ofHours(1));
        asks().completeExceptionally(new IllegalStateException("overtaken"));
        return thrownBy(turn.permitted());
    }

    private static HttpResponse thrownBy(CompletableFuture<?> permitted) {
        try {
            permitted.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SdkException own ? own : (RuntimeException) e.getCause();
        }
        throw new AssertionError("permitted");
    }
}
