package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Exclusive claims on keys within one process, for {@link OperationStore#claim}. Safe for use by multiple threads. */
public final class KeyClaims {
    /** The waiting claims of each key that is claimed. Guarded by itself. */
    private final Map<OperationKey, Queue<CompletableFuture<OperationStore.Claim>>> claimed = new HashMap<>();

    /** Creates an instance in which no key is claimed. */
    public KeyClaims() {}

    /**
     * Queues for a key.
     *
     * @param key the key
     * @return a future that completes with the claim as soon as nobody else holds it; cancelling it before that leaves the
     *     queue
     */
    public CompletableFuture<OperationStore.Claim> claim(OperationKey key) {
        requireNonNull(key, "key");
        synchronized (claimed) {
            Queue<CompletableFuture<OperationStore.Claim>> waiting = claimed.get(key);
            if (waiting == null) {
                claimed.put(key, new ArrayDeque<>(0));
                return CompletableFuture.completedFuture(claimOf(key));
            }
            CompletableFuture<OperationStore.Claim> turn = new CompletableFuture<>();
            waiting.add(turn);
            return turn;
        }
    }

    private OperationStore.Claim claimOf(OperationKey key) {
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.compareAndSet(true, false)) {
                passOn(key);
            }
        };
    }

    /** Completes the next claim that is still waiting, on this thread. */
    private void passOn(OperationKey key) {
        OperationStore.Claim claim = claimOf(key);
        for (CompletableFuture<OperationStore.Claim> next = next(key); next != null; next = next(key)) {
            if (next.complete(claim)) {
                return;
            }
        }
    }

    private @Nullable CompletableFuture<OperationStore.Claim> next(OperationKey key) {
        synchronized (claimed) {
            Queue<CompletableFuture<OperationStore.Claim>> waiting = requireNonNull(claimed.get(key), "claimed");
            CompletableFuture<OperationStore.Claim> next = waiting.poll();
            if (next == null) {
                claimed.remove(key);
            }
            return next;
        }
    }
}
