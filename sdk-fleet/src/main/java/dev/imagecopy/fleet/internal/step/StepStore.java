package dev.imagecopy.fleet.internal.step;

import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one copy of a step, as the operation store that its client works with. That it is being sent is committed at once; everything
 * else is kept until the end of the step, whose transaction writes it. The engine gives a copy to one worker at a time, and whoever
 * writes an outdated row fails, so claims are free. Between two steps nobody has the row: a copy whose turn comes then, or whose
 * client is closed, waits for the next step.
 */
public final class StepStore implements OperationStore {
    private volatile CopyRecord record;
    private volatile Commit commit;

    /** Null during a step. Guarded by this. */
    private @Nullable List<CompletableFuture<Claim>> waiting;

    /** What must be durable before something is sent. */
    public interface Commit {
        /** Commits that a copy is being sent; the future fails if that is not certain to be durable. */
        CompletableFuture<?> sending(CopyRecord record);

        /** Commits the row as it is; the future fails if it is not certain to be the step's own. */
        CompletableFuture<?> held();
    }

    /**
     * Creates a store.
     *
     * @param record the copy
     * @param commit makes durable that it is being sent
     */
    public StepStore(CopyRecord record, Commit commit) {
        this.record = record;
        this.commit = commit;
    }

    /**
     * Goes on with what is known now, in another step.
     *
     * @return a future that completes when those are done who waited for the step
     */
    CompletableFuture<?> begin(CopyRecord now, Commit next) {
        record = now;
        commit = next;
        List<CompletableFuture<Claim>> due;
        synchronized (this) {
            due = waiting == null ? List.of() : waiting;
            waiting = null;
        }
        return CompletableFuture.allOf(due.stream().map(StepStore::granted).toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<?> granted(CompletableFuture<Claim> claim) {
        CompletableFuture<?> closed = new CompletableFuture<>();
        if (!claim.complete(() -> closed.complete(null))) {
            closed.complete(null);
        }
        return closed;
    }

    /** The step is about to end; another may go on with this store. */
    synchronized void rest() {
        if (waiting == null) {
            waiting = new ArrayList<>();
        }
    }

    /** Replaces what is known, which the end of the step writes. */
    void change(CopyRecord now) {
        record = now;
    }

    /** Makes certain that the row is still the step's own, before something is deleted. */
    CompletableFuture<?> hold() {
        return commit.held();
    }

    /** What is known now. */
    CopyRecord record() {
        return record;
    }

    @Override
    public synchronized CompletableFuture<Claim> claim(OperationKey key) {
        if (waiting == null) {
            return CompletableFuture.completedFuture(() -> {});
        }
        CompletableFuture<Claim> next = new CompletableFuture<>();
        waiting.add(next);
        return next;
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        StoredOperation held = record.operation();
        return CompletableFuture.completedFuture(held.key().equals(key) ? Optional.of(held) : Optional.empty());
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        CopyRecord now = record;
        if (!now.operation().key().equals(operation.key())) {
            return CompletableFuture.failedFuture(new IllegalStateException("the step is one of another copy"));
        }
        CopyRecord changed = now.with(operation);
        boolean isSentAgain = operation.sends() > now.operation().sends();
        if (operation.phase() == StoredOperation.Phase.SENDING || isSentAgain) {
            return commit.sending(changed).thenRun(() -> record = changed);
        }
        record = changed;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Stream<StoredOperation> operations(String provider, String scope) {
        return Stream.of(record.operation());
    }

    @Override
    public void close() {}
}
