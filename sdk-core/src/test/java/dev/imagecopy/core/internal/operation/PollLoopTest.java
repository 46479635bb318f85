package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ForwardingTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one loop of polls does after a poll that brought no answer, and around the moments when waits come and go. */
class PollLoopTest {
    private static final Duration FIRST_POLL = Duration.ofSeconds(2);

    private final CopyBench.Setup setup = new CopyBench.Setup();

    /** The first poll ends like this, those that follow succeed. */
    private static void fails(CopyBench bench, SdkException why) {
        Queue<SdkException> failures = new ArrayDeque<>(List.of(why));
        bench.type.pollInstead = () -> failures.isEmpty()
                ? CompletableFuture.completedFuture(PollResult.succeeded("DONE", "img-1"))
                : CompletableFuture.failedFuture(failures.remove());
    }

    @Test
    void await_whenAPollIsInterruptedElsewhere_pollsAgainAfterTheUsualTime() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            CompletableFuture<PollResult<String>> poll = new CompletableFuture<>();
            bench.type.pollInstead = () -> poll;
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(FIRST_POLL);
            bench.time.advance(Duration.ofSeconds(1));
            bench.type.pollInstead = () -> CompletableFuture.completedFuture(PollResult.succeeded("DONE", "img-1"));

            poll.completeExceptionally(new SdkInterruptedException("interrupted", ErrorContext.none(true), null));

            assertThat(wait).isNotDone();
            assertThat(bench.time.nextTaskIn()).contains(Duration.ofSeconds(2));
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(wait).isCompletedWithValue("img-1");
        }
    }

    @Test
    void await_whenAPollFindsTheClientClosed_endsWithTheToken() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            fails(bench, new ClientClosedException(ErrorContext.none(false), Optional.empty()));
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);

            bench.time.advance(FIRST_POLL);

            assertThat(CopyBench.failure(wait))
                    .isInstanceOfSatisfying(ClientClosedException.class, error -> assertThat(error.resumeToken())
                            .contains(operation.resumeToken()));
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    /** A poll with several attempts ends at its deadline, and the last refusal is the cause. */
    @ParameterizedTest
    @CsvSource({"true, 100", "false, 2"})
    void await_whenAPollEndsLateAfterARefusal_heedsTheHintOfTheRefusal(boolean throttled, long seconds) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            fails(
                    bench,
                    new DeadlineExceededException(
                            "late", ErrorContext.none(true), throttled ? refusal(ThrottledException::new) : null));
            operation.awaitAsync(CopyBench.HOUR);

            bench.time.advance(FIRST_POLL);

            assertThat(bench.time.nextTaskIn()).contains(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void await_whenAPollIsRefusedForAMoment_heedsTheHintOfTheRefusal() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            fails(bench, refusal(ServerErrorException::new));
            operation.awaitAsync(CopyBench.HOUR);

            bench.time.advance(FIRST_POLL);

            assertThat(bench.time.nextTaskIn()).contains(Duration.ofSeconds(100));
        }
    }

    private static SdkException refusal(BiFunction<ApiError, ErrorContext, ? extends SdkException> type) {
        ApiError error = new ApiError(503, "Busy", "no", null, Duration.ofSeconds(100), null, Map.of());
        return type.apply(error, ErrorContext.none(true));
    }

    @Test
    void await_afterAWaitThatLeftAPollUnanswered_pollsWhenTheNextIsDue() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.hang();
            CompletableFuture<String> first = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(FIRST_POLL);
            assertThat(bench.polls()).isEqualTo(1);
            first.cancel(true);

            operation.awaitAsync(CopyBench.HOUR);

            assertThat(bench.time.nextTaskIn()).contains(Duration.ofSeconds(2));
            bench.time.advance(Duration.ofSeconds(2));
            assertThat(bench.polls()).isEqualTo(2);
        }
    }

    @Test
    void await_whenTheProviderHasOtherNewsAfterAPoll_listensToThose() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            CompletableFuture<String> news = new CompletableFuture<>();
            bench.type.news = Optional.of(news);
            bench.time.advance(FIRST_POLL);
            bench.nowSucceeds();

            news.complete("done");

            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(bench.polls()).isEqualTo(2);
        }
    }

    @Test
    void await_whenTheTimeSourceFailsAtTheEndOfTheWait_abortsThePollAllTheSame() {
        FragileTime time = new FragileTime(setup.manual);
        setup.time = time;
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.hang();
            CompletableFuture<String> wait = operation.awaitAsync(Duration.ofSeconds(3));
            bench.time.advance(FIRST_POLL);
            assertThat(bench.transport.open()).isEqualTo(1);
            time.fails = true;

            List<String> log = CapturedLog.of(() -> bench.time.advance(Duration.ofSeconds(1)));

            time.fails = false;
            assertThat(CopyBench.failure(wait)).isInstanceOf(OperationWaitTimeoutException.class);
            assertThat(bench.transport.cancelled()).isEqualTo(1);
            assertThat(log).anyMatch(line -> line.contains("The time source threw java.lang.IllegalStateException"));
        }
    }

    /** Between its first timer and its first poll, a wait may already have ended. */
    @Test
    void await_whenTheEndIsSeenWhileTheWaitBegins_leavesNoTimer() {
        FragileTime time = new FragileTime(setup.manual);
        setup.time = time;
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowSucceeds();
            time.meanwhile = operation::poll;

            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);

            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(operation.latest().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void await_whenTheEndIsSeenWhileTheWaitBegins_waitsForListenersWithOneTimer() {
        FragileTime time = new FragileTime(setup.manual);
        setup.time = time;
        Queue<Runnable> callbacks = new ArrayDeque<>();
        setup.callbacks = Optional.of(callbacks::add);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            operation.onProgress(snapshot -> {});
            bench.nowSucceeds();
            time.meanwhile = operation::poll;

            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);

            assertThat(wait).isNotDone();
            assertThat(bench.time.pendingTasks())
                    .as("the patience with listeners")
                    .isEqualTo(1);
            while (!callbacks.isEmpty()) {
                callbacks.remove().run();
            }
            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void await_whenTheTimeSourceFailsBeforeListenersAreTold_endsAllTheSame() {
        FragileTime time = new FragileTime(setup.manual);
        setup.time = time;
        Queue<Runnable> callbacks = new ArrayDeque<>();
        setup.callbacks = Optional.of(callbacks::add);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            operation.onProgress(snapshot -> {});
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.nowSucceeds();
            time.fails = true;

            List<String> log = CapturedLog.of(operation::poll);

            time.fails = false;
            assertThat(log).anyMatch(line -> line.contains("The time source threw java.lang.IllegalStateException"));
            while (!callbacks.isEmpty()) {
                callbacks.remove().run();
            }
            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    /** Sets no timer while it fails, and may let something happen while it sets one. */
    private static final class FragileTime extends ForwardingTimeSource {
        private boolean fails;
        private @Nullable Runnable meanwhile;

        FragileTime(TimeSource manual) {
            super(manual);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            if (fails) {
                throw new IllegalStateException("no timer");
            }
            Runnable now = meanwhile;
            meanwhile = null;
            if (now != null) {
                now.run();
            }
            return super.schedule(delay, task);
        }
    }
}
