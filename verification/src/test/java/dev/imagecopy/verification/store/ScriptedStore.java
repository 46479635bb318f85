package dev.imagecopy.verification.store;

import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A store that fails or keeps still where a test says so. */
final class ScriptedStore implements OperationStore {
    private final InMemoryOperationStore kept = new InMemoryOperationStore();
    private final Map<OperationKey, StoredOperation> last = new ConcurrentHashMap<>();
    private final List<Runnable> held = new ArrayList<>(); // guarded by itself
    private volatile Predicate<StoredOperation> failing = operation -> false;
    private volatile Predicate<StoredOperation> holding = operation -> false;
    private volatile boolean findFails;
    private volatile boolean claimFails;
    private volatile Optional<Damage> damage = Optional.empty();

    ScriptedStore failSaves(Predicate<StoredOperation> which) {
        failing = which;
        return this;
    }

    ScriptedStore holdSaves(Predicate<StoredOperation> which) {
        holding = which;
        return this;
    }

    ScriptedStore failFinds() {
        findFails = true;
        return this;
    }

    ScriptedStore failClaims() {
        claimFails = true;
        return this;
    }

    ScriptedStore damaged() {
        damage = Optional.of(new Damage(1, "line 7 cannot be read"));
        return this;
    }

    void acknowledge() {
        damage = Optional.empty();
    }

    /** Lets what was held take place. */
    void release() {
        holding = operation -> false;
        List<Runnable> waiting;
        synchronized (held) {
            waiting = List.copyOf(held);
            held.clear();
        }
        waiting.forEach(Runnable::run);
    }

    /** What the next process finds. */
    ScriptedStore afterRestart() {
        ScriptedStore next = new ScriptedStore();
        all().forEach(next::keep);
        return next;
    }

    List<StoredOperation> all() {
        return List.copyOf(last.values());
    }

    StoredOperation only() {
        List<StoredOperation> all = all();
        if (all.size() != 1) {
            throw new AssertionError("expected one stored copy, but there are " + all);
        }
        return all.get(0);
    }

    private CompletableFuture<?> keep(StoredOperation operation) {
        last.put(operation.key(), operation);
        return kept.save(operation);
    }

    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return claimFails ? failed() : kept.claim(key);
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        return findFails ? failed() : kept.find(key);
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        if (failing.test(operation)) {
            return failed();
        }
        if (!holding.test(operation)) {
            return keep(operation);
        }
        CompletableFuture<Object> saved = new CompletableFuture<>();
        synchronized (held) {
            held.add(() -> keep(operation).thenAccept(saved::complete));
        }
        return saved;
    }

    @Override
    public Stream<StoredOperation> operations(String provider, String scope) {
        return kept.operations(provider, scope);
    }

    @Override
    public Optional<Damage> damage() {
        return damage;
    }

    @Override
    public void close() {
        kept.close();
    }

    private static <V> CompletableFuture<V> failed() {
        return CompletableFuture.failedFuture(new UncheckedIOException(new IOException("No space left")));
    }
}
