package dev.imagecopy.core.spi;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The pauses of one call that is refused while other work is in progress. They grow by half, up to a minute; the last one is as
 * short as needed to end with the wait. Not thread-safe.
 */
public final class ConflictWait {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final CallFlow flow;
    private final long longestNanos;
    private final long startedAt;
    private Duration next;

    /**
     * Starts the wait.
     *
     * @param flow makes the call
     * @param longest the longest time that the call waits in total; zero for not at all
     * @param firstPause the first pause
     */
    public ConflictWait(CallFlow flow, Duration longest, Duration firstPause) {
        this.flow = flow;
        this.longestNanos = TimeSource.saturatedNanos(longest);
        this.startedAt = flow.time().nanoTime();
        this.next = firstPause;
    }

    /**
     * Makes a call until it is no longer refused because of other work, or until the wait is over.
     *
     * @param call makes the call
     * @param conflicts whether a refusal passes when the other work ends
     * @param <T> the type of the response
     * @return a future of the response; fails with the latest refusal
     */
    public <T> CompletableFuture<T> retry(Supplier<CompletableFuture<T>> call, Predicate<Throwable> conflicts) {
        return CallFlow.untilPresent(() -> call.get().thenApply(Optional::of).exceptionallyCompose(thrown -> {
            Throwable refusal = CallFlow.causeOf(thrown);
            return conflicts.test(refusal)
                    ? pause(refusal).thenApply(over -> Optional.empty())
                    : CompletableFuture.failedFuture(refusal);
        }));
    }

    /**
     * Pauses before the call is repeated.
     *
     * @param refusal why the call was refused
     * @return a future that completes after the pause, and fails with the refusal if the wait is over
     */
    public CompletableFuture<?> pause(Throwable refusal) {
        long left = longestNanos - (flow.time().nanoTime() - startedAt);
        if (left <= 0) {
            return CompletableFuture.failedFuture(refusal);
        }
        Duration pause = Duration.ofNanos(Math.min(left, next.toNanos()));
        Duration longer = next.multipliedBy(3).dividedBy(2);
        next = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        return flow.extraPause(pause);
    }
}
