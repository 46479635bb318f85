package dev.imagecopy.bulk;

import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.testing.ForwardingOperationStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A store of a process that ends while it sends, or that is slow to read or to write. */
final class CutStore extends ForwardingOperationStore {
    private final List<Runnable> held = new ArrayList<>();
    private boolean forgets;
    private boolean holdsReads;
    private boolean holdsEnds;

    CutStore() {
        super(new InMemoryOperationStore());
    }

    /** Leaves a job as a process does that ends between sending its copy and learning that it was accepted. */
    void cut(FourClouds clouds, CopyJob job) {
        forgets = true;
        BulkRun run = clouds.bulk().build().start(Stream.of(job));
        clouds.time.advance(java.time.Duration.ofSeconds(1));
        run.cancel(RunningCopies.LEAVE);
        clouds.time.runUntilDone(run.report());
        forgets = false;
        clouds.restart();
    }

    void holdReads() {
        holdsReads = true;
    }

    void answerReads() {
        holdsReads = false;
        release();
    }

    /** Keeps the ends of copies waiting. */
    void holdEnds() {
        holdsEnds = true;
    }

    void writeEnds() {
        holdsEnds = false;
        release();
    }

    private void release() {
        List<Runnable> all = List.copyOf(held);
        held.clear();
        all.forEach(Runnable::run);
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        if (!holdsReads) {
            return super.find(key);
        }
        CompletableFuture<Optional<StoredOperation>> late = new CompletableFuture<>();
        held.add(() -> super.find(key).thenAccept(late::complete));
        return late;
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        StoredOperation.Phase phase = operation.phase();
        if (forgets && (phase == StoredOperation.Phase.ACCEPTED || phase == StoredOperation.Phase.FINAL)) {
            return CompletableFuture.completedFuture(null);
        }
        if (!holdsEnds || phase != StoredOperation.Phase.FINAL) {
            return super.save(operation);
        }
        CompletableFuture<Object> late = new CompletableFuture<>();
        held.add(() -> super.save(operation).thenAccept(late::complete));
        return late;
    }
}
