package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Exclusive claims on keys within one process, for {@link OperationStore#claim}. Safe for use by multiple threads. */
public final class KeyClaims {
    /** The waiting claims of each key that is claimed, in order. Guarded by itself. */
    private final Map<OperationKey, Set<CompletableFuture<OperationStore.Claim>>> claimed = new HashMap<>();

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
        CompletableFuture<OperationStore.Claim> turn = new CompletableFuture<>();
        synchronized (claimed) {
            Set<CompletableFuture<OperationStore.Claim>> waiting = claimed.get(key);
            if (waiting == null) {
                claimed.put(key, new LinkedHashSet<>(0));
                return CompletableFuture.completedFuture(new Held(key));
            }
            waiting.add(turn);
        }
        turn.whenComplete((claim, thrown) -> {
            if (thrown != null) {
                leave(key, turn);
            }
        });
        return turn;
    }

    @SuppressWarnings("CollectionUndefinedEquality") // a future equals itself only
    private void leave(OperationKey key, CompletableFuture<OperationStore.Claim> turn) {
        synchronized (claimed) {
            Set<CompletableFuture<OperationStore.Claim>> waiting = claimed.get(key);
            if (waiting != null) {
                waiting.remove(turn);
            }
        }
    }

    /** The number of claims that wait for a key. */
    int waiting(OperationKey key) {
        synchronized (claimed) {
            Set<CompletableFuture<OperationStore.Claim>> waiting = claimed.get(key);
            return waiting == null ? 0 : waiting.size();
        }
    }

    /**
     * Completes the next claim that is still waiting, on this thread. If it is released before that returns, its turn was over at
     * once: this loops, so that the stack does not grow with the queue.
     */
    private void passOn(OperationKey key) {
        CompletableFuture<OperationStore.Claim> next = next(key);
        while (next != null && !new Held(key).staysWith(next)) {
            next = next(key);
        }
    }

    private @Nullable CompletableFuture<OperationStore.Claim> next(OperationKey key) {
        synchronized (claimed) {
            Iterator<CompletableFuture<OperationStore.Claim>> waiting =
                    requireNonNull(claimed.get(key), "claimed").iterator();
            if (!waiting.hasNext()) {
                claimed.remove(key);
                return null;
            }
            CompletableFuture<OperationStore.Claim> next = waiting.next();
            waiting.remove();
            return next;
        }
    }

    private final class Held implements OperationStore.Claim {
        private final OperationKey key;
        private final AtomicBoolean held = new AtomicBoolean(true);
        private volatile @Nullable Thread giver; // while it is being given
        private boolean returned; // used by the giver only

        Held(OperationKey key) {
            this.key = key;
        }

        /** Gives it to a future; returns false if that is cancelled, or if this thread has released it already. */
        boolean staysWith(CompletableFuture<OperationStore.Claim> next) {
            giver = Thread.currentThread();
            boolean given = next.complete(this);
            giver = null;
            return given && !returned;
        }

        @Override
        public void close() {
            if (!held.compareAndSet(true, false)) {
                return;
            }
            if (giver == Thread.currentThread()) {
                returned = true; // the caller of staysWith passes it on
            } else {
                passOn(key);
            }
        }
    }
}
