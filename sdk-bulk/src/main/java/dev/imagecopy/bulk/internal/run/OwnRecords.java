package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.core.Copies;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

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

        /** Whether the last attempt that has ended did so with a failed copy. */
        boolean failed() {
            return before.flatMap(StoredOperation::outcome)
                    .filter(end -> end.state() == OperationState.FAILED)
                    .isPresent();
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

    /**
     * Completes when nobody is changing what is stored under a key, which includes a client that has seen the end of its copy
     * and is storing it.
     */
    CompletableFuture<?> written(OperationKey key) {
        return asked(held -> held.claim(key)).thenAccept(OperationStore.Claim::close);
    }

    /**
     * Finds out whether a copy may be under way.
     *
     * @param key the key of the copy
     * @param otherwise the answer if the store gives none
     * @return what is stored, if it was being sent or has been accepted
     */
    CompletableFuture<Optional<StoredOperation>> open(OperationKey key, Optional<StoredOperation> otherwise) {
        return asked(held -> held.find(key))
                .handle((found, thrown) -> found == null
                        ? otherwise
                        : found.filter(stored -> stored.phase() == StoredOperation.Phase.SENDING
                                || stored.phase() == StoredOperation.Phase.ACCEPTED));
    }

    /** A store may throw, or answer with null, and there may be none. */
    private <V> CompletableFuture<V> asked(Function<OperationStore, CompletableFuture<V>> question) {
        if (store.isEmpty()) {
            return CompletableFuture.failedFuture(new IllegalStateException("there is no store"));
        }
        try {
            return question.apply(store.get()).thenApply(answer -> {
                if (answer == null) {
                    throw new IllegalStateException("the store answered with null");
                }
                return answer;
            });
        } catch (Throwable e) { // a store that is not written in Java may throw checked exceptions
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A loop if the store answers at once, since a job that runs every night may have thousands of attempts. */
    private CompletableFuture<Found> find(PlannedJob<?> job, Found from) {
        Found found = from;
        while (store.isPresent()) {
            Found now = found;
            if (now.attempt() > JobKeys.MOST_ATTEMPTS) {
                return CompletableFuture.failedFuture(new IllegalStateException("The store has " + JobKeys.MOST_ATTEMPTS
                        + " attempts of the job, and there are no keys for more; give the run another name"));
            }
            OperationKey key = job.copies().key(job.id().key(now.attempt()));
            CompletableFuture<Optional<StoredOperation>> answer = asked(held -> held.find(key));
            if (!answer.isDone()) {
                return answer.thenCompose(stored -> {
                    if (stored.isPresent() && !isSameRequest(job, stored.get())) {
                        return CompletableFuture.failedFuture(anotherRequest(job));
                    }
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
            if (stored.isPresent() && !isSameRequest(job, stored.get())) {
                return CompletableFuture.failedFuture(anotherRequest(job));
            }
            Optional<Found> last = last(job, now, stored);
            if (last.isPresent()) {
                return CompletableFuture.completedFuture(last.get());
            }
            found = now.ended(stored.orElseThrow());
        }
        return CompletableFuture.completedFuture(found);
    }

    /** An earlier start may have had another plan. Only an id that the plan gives can be that of another request. */
    private static boolean isSameRequest(PlannedJob<?> job, StoredOperation stored) {
        if (job.job().id().isEmpty()) {
            return true;
        }
        Copies<?> copies = job.copies();
        return stored.request().kind().equals(job.kind())
                && copies.read(stored.request())
                        .equals(copies.read(copies.write(job.job().request())));
    }

    private static IllegalArgumentException anotherRequest(PlannedJob<?> job) {
        return new IllegalArgumentException("The id '" + job.job().id().orElseThrow()
                + "' is that of another request in the store; give each request an id of its own");
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
