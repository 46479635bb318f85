package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the store contains about a job: its attempts, each under its own key. */
final class OwnRecords {
    private final Optional<OperationStore> store;

    OwnRecords(Optional<OperationStore> store) {
        this.store = store;
    }

    /**
     * How far a job has got.
     *
     * @param attempt the number of the attempt to continue or start
     * @param underWay what is stored under its key, if it has not ended
     * @param before the attempt before it, which has ended
     * @param cancelled how many earlier attempts were cancelled, which is no reason not to start again
     */
    record Found(int attempt, Optional<StoredOperation> underWay, Optional<StoredOperation> before, int cancelled) {
        static Found first(int attempt, int cancelled) {
            return new Found(attempt, Optional.empty(), Optional.empty(), cancelled);
        }

        Found ended(StoredOperation stored) {
            boolean wasCancelled = stored.outcome()
                    .filter(end -> end.state() == OperationState.CANCELLED)
                    .isPresent();
            return new Found(attempt + 1, Optional.empty(), Optional.of(stored), cancelled + (wasCancelled ? 1 : 0));
        }

        boolean succeeded() {
            return before.flatMap(StoredOperation::outcome)
                    .filter(end -> end.state() == OperationState.SUCCEEDED)
                    .isPresent();
        }
    }

    /**
     * Finds the first attempt that has not ended; for a copy, not beyond one that succeeded.
     *
     * @param from the first attempt to look for
     * @param cancelled how many attempts before that were cancelled
     */
    CompletableFuture<Found> find(PlannedJob<?> job, int from, int cancelled) {
        return find(job, Found.first(from, cancelled));
    }

    /** A loop if the store answers at once, since a job that runs every night may have thousands of attempts. */
    private CompletableFuture<Found> find(PlannedJob<?> job, Found from) {
        Found found = from;
        while (store.isPresent()) {
            Found now = found;
            CompletableFuture<Optional<StoredOperation>> answer =
                    store.get().find(job.copies().key(job.id().key(now.attempt())));
            if (!answer.isDone()) {
                return answer.thenCompose(stored -> {
                    Optional<Found> last = last(job, now, stored);
                    return last.isPresent()
                            ? CompletableFuture.completedFuture(last.get())
                            : find(job, now.ended(stored.orElseThrow()));
                });
            }
            if (answer.isCompletedExceptionally()) {
                return answer.thenApply(stored -> now);
            }
            Optional<StoredOperation> stored = answer.join();
            Optional<Found> last = last(job, now, stored);
            if (last.isPresent()) {
                return CompletableFuture.completedFuture(last.get());
            }
            found = now.ended(stored.orElseThrow());
        }
        return CompletableFuture.completedFuture(found);
    }

    /** Empty if the attempt has ended and the next one is to be examined. */
    private static Optional<Found> last(PlannedJob<?> job, Found at, Optional<StoredOperation> stored) {
        if (stored.isEmpty()
                || !stored.get().outcome().map(StoredOutcome::begun).orElse(true)) {
            return Optional.of(at); // a copy that certainly never began is started under the same key
        }
        if (stored.get().outcome().isEmpty()) {
            return Optional.of(new Found(at.attempt(), stored, at.before(), at.cancelled()));
        }
        Found over = at.ended(stored.get());
        return over.succeeded() && !job.ensures() ? Optional.of(over) : Optional.empty();
    }
}
