package dev.imagecopy.bulk.internal.journal;

import java.io.IOException;
import java.io.Serial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The only thread that writes. Whatever arrives during a write is written next, in one batch: the higher the load, the lower
 * the cost per write. Once it cannot tell what is on disk, it writes nothing more.
 */
final class GroupWriter {
    private static final int MOST_LINES = 1000;

    /** Work whose disk access may fail. */
    interface DiskWork {
        void run() throws IOException;
    }

    /** Makes lines durable. */
    interface LineSink {
        void write(List<JournalFile.Line> lines) throws IOException;
    }

    /** The file is unchanged: the next attempt may succeed. */
    static final class NothingWrittenException extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        NothingWrittenException(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Lines that belong together, or other work if there are none. */
    private record Task(List<JournalFile.Line> lines, @Nullable DiskWork work, CompletableFuture<Void> done) {}

    private final LineSink sink;
    private final DiskWork afterWrite;
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Deque<Task> tasks = new ArrayDeque<>(); // guarded by lock
    private @Nullable Thread thread; // guarded by lock
    private boolean closed; // guarded by lock
    private @Nullable IOException broken; // of the thread

    GroupWriter(LineSink sink, DiskWork afterWrite) {
        this(sink, afterWrite, work -> {
            Thread thread = new Thread(work, "image-copy-store");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** With threads that a test may refuse, as the system does when it has too many. */
    GroupWriter(LineSink sink, DiskWork afterWrite, ThreadFactory threads) {
        this.threads = threads;
        this.sink = sink;
        this.afterWrite = afterWrite;
    }

    CompletableFuture<Void> add(List<JournalFile.Line> lines) {
        return add(new Task(lines, null, new CompletableFuture<>()));
    }

    CompletableFuture<Void> call(DiskWork work) {
        return add(new Task(List.of(), work, new CompletableFuture<>()));
    }

    private CompletableFuture<Void> add(Task task) {
        lock.lock();
        try {
            if (closed) {
                task.done().completeExceptionally(new IOException("the operation store is closed"));
                return task.done();
            }
            if (thread == null) {
                try {
                    Thread started = threads.newThread(this::run);
                    started.start();
                    thread = started;
                } catch (OutOfMemoryError noThread) {
                    task.done().completeExceptionally(new NothingWrittenException(noThread));
                    return task.done();
                }
            }
            tasks.add(task);
            added.signal();
            return task.done();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was added, then ends the thread; false if it was already closed. */
    boolean close() {
        Thread running;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            added.signal();
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running != null && running != Thread.currentThread()) {
            awaitEnd(running);
        }
        return true;
    }

    /** What was added must be on disk before the file is closed, even if the closing thread is interrupted. */
    private static void awaitEnd(Thread running) {
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                TimeUnit.MINUTES.timedJoin(running, 1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (List<Task> batch = next(); !batch.isEmpty(); batch = next()) {
            DiskWork work = batch.get(0).work();
            if (work != null) {
                finish(batch, attempt(work));
            } else {
                List<JournalFile.Line> lines = new ArrayList<>();
                batch.forEach(task -> lines.addAll(task.lines()));
                finish(batch, attempt(() -> sink.write(lines)));
                attempt(afterWrite);
            }
        }
    }

    /** Waits for work; empty if there will be no more. */
    private List<Task> next() {
        lock.lock();
        try {
            while (tasks.isEmpty() && !closed) {
                added.awaitUninterruptibly();
            }
            List<Task> batch = new ArrayList<>();
            int lines = 0;
            while (!tasks.isEmpty()
                    && lines < MOST_LINES
                    && (batch.isEmpty() || tasks.peek().work() == null)) {
                Task task = tasks.remove();
                batch.add(task);
                lines += task.lines().size();
                if (task.work() != null) {
                    break;
                }
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Throwable attempt(DiskWork work) {
        if (broken != null) {
            return broken;
        }
        try {
            work.run();
            return null;
        } catch (NothingWrittenException | IllegalStateException refused) {
            return refused;
        } catch (IOException | RuntimeException | Error failure) {
            broken = new IOException("the operation store could not be written and has to be opened again", failure);
            return broken;
        }
    }

    private static void finish(List<Task> batch, @Nullable Throwable failure) {
        for (Task task : batch) {
            if (failure == null) {
                task.done().complete(null);
            } else {
                task.done().completeExceptionally(failure);
            }
        }
    }
}
