package dev.imagecopy.core.internal.operation;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resumes stored copies while a caller iterates over them: several at a time, each returned as soon as it is known what became
 * of it. The caller's thread reads the store and resumes copies as well, so this also works with a time source that runs no
 * tasks while the caller blocks, as in tests; there, the copies are resumed one after the other. Not thread-safe.
 */
final class ResumedCopies<T> implements Iterator<ResumedCopy<T>>, AutoCloseable {
    static final int AT_ONCE = 16;

    private final Iterator<StoredOperation> stored;
    private final Function<StoredOperation, ResumedCopy<T>> resume;
    private final TimeSource time;
    private final ErrorContext call;
    private final Queue<StoredOperation> waiting = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Result<T>> results = new LinkedBlockingQueue<>();
    private volatile @Nullable Thread caller;
    private int open; // waiting, in progress, or not returned yet
    private @Nullable ResumedCopy<T> next;

    /** What became of one copy, or why that cannot be said. */
    private record Result<T>(@Nullable ResumedCopy<T> copy, @Nullable Throwable thrown) {}

    /**
     * Creates an iterator that has read nothing.
     *
     * @param stored the copies; used only by the caller's thread
     * @param resume resumes one copy; blocks
     * @param time runs the work that the caller's thread does not do
     * @param call for messages
     */
    ResumedCopies(
            Iterator<StoredOperation> stored,
            Function<StoredOperation, ResumedCopy<T>> resume,
            TimeSource time,
            ErrorContext call) {
        this.stored = stored;
        this.resume = resume;
        this.time = time;
        this.call = call;
    }

    @Override
    public boolean hasNext() {
        caller = Thread.currentThread();
        while (next == null) {
            Result<T> result = results.poll();
            if (result == null) {
                readOn();
                if (next != null) {
                    return true; // it had ended before
                }
                StoredOperation own = waiting.poll();
                if (own == null && open == 0) {
                    return false;
                }
                result = own == null ? awaitResult() : resume(own);
            }
            open--;
            next = copyIn(result);
        }
        return true;
    }

    @Override
    public ResumedCopy<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more copies in the store");
        }
        ResumedCopy<T> copy = requireNonNull(next);
        next = null;
        return copy;
    }

    /** Resumes no further copies. What is in progress on other threads is finished there. */
    @Override
    public void close() {
        waiting.clear();
    }

    private void readOn() {
        while (open < AT_ONCE && stored.hasNext()) {
            StoredOperation read = stored.next();
            if (read.phase() == StoredOperation.Phase.FINAL) {
                next = new ResumedCopy.Finished<>(read);
                return;
            }
            waiting.add(read);
            if (++open > 1) {
                askForHelp();
            }
        }
    }

    /** Without it, the caller's thread resumes all copies. */
    private void askForHelp() {
        try {
            TimeSource.Timer unused = time.scheduleWork(Duration.ZERO, this::resumeElsewhere);
        } catch (RuntimeException | Error e) {
            Events.callbackThrew("The time source", e);
        }
    }

    /** Does nothing on the caller's thread, which runs this if it advances a manual clock while it resumes another copy. */
    private void resumeElsewhere() {
        StoredOperation taken = Thread.currentThread() == caller ? null : waiting.poll();
        if (taken != null) {
            results.add(resume(taken));
        }
    }

    private Result<T> resume(StoredOperation copy) {
        try {
            return new Result<>(resume.apply(copy), null);
        } catch (RuntimeException | Error e) {
            return new Result<>(null, e);
        }
    }

    private Result<T> awaitResult() {
        try {
            return results.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException("interrupted while resuming copies; those in progress continue", call, e);
        }
    }

    private static <T> ResumedCopy<T> copyIn(Result<T> result) {
        ResumedCopy<T> copy = result.copy();
        if (copy != null) {
            return copy;
        }
        throw Futures.thrownHere(requireNonNull(result.thrown()));
    }
}
