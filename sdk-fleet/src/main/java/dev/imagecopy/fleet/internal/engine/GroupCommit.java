package dev.imagecopy.fleet.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes in one transaction what the threads of a worker want to write at the same moment. While one transaction is under way, the
 * next one collects: the threads do not wait for each other's locks and commits one by one. If a common transaction fails, each
 * thread writes its own items alone, so that what cannot be written holds up nobody else. Safe for use by multiple threads.
 *
 * @param <T> what is written
 * @param <R> what became of it
 */
final class GroupCommit<T, R> {
    /** After so many a transaction takes no more, since it holds locks. */
    private static final int ENOUGH = 100;

    private final Function<List<T>, List<R>> transaction;
    private final Queue<Share> waiting = new ConcurrentLinkedQueue<>();
    private final Lock writing = new ReentrantLock();

    /**
     * Creates an instance.
     *
     * @param transaction writes items, all or none, and returns what became of each
     */
    GroupCommit(Function<List<T>, List<R>> transaction) {
        this.transaction = transaction;
    }

    /** What one thread writes; guarded by {@link #writing}. */
    private final class Share {
        private final List<T> items;
        private boolean taken;
        private @Nullable List<R> results;

        Share(List<T> items) {
            this.items = items;
        }
    }

    /** Writes items, and returns what became of each once that is committed. */
    List<R> write(List<T> items) {
        Share own = new Share(items);
        waiting.add(own);
        List<R> results;
        writing.lock();
        try {
            while (!own.taken) {
                writeNext(own);
            }
            results = own.results;
        } finally {
            writing.unlock();
        }
        return results == null ? transaction.apply(items) : results;
    }

    /** Returns how many threads wait for the next transaction. */
    int waiting() {
        return waiting.size();
    }

    private void writeNext(Share own) {
        List<Share> group = new ArrayList<>();
        List<T> items = new ArrayList<>();
        while (items.size() < ENOUGH && !waiting.isEmpty()) {
            Share next = waiting.remove();
            next.taken = true;
            group.add(next);
            items.addAll(next.items);
        }
        try {
            List<R> results = transaction.apply(items);
            int from = 0;
            for (Share share : group) {
                share.results = results.subList(from, from + share.items.size());
                from += share.items.size();
            }
        } catch (RuntimeException failed) {
            if (group.size() == 1 && group.get(0) == own) {
                throw failed;
            }
        }
    }
}
