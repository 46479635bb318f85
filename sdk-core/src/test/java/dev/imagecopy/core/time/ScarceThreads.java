package dev.imagecopy.core.time;

import java.util.concurrent.atomic.AtomicInteger;

/** A system that starts so many threads and then no more, until there are some to spare again. */
final class ScarceThreads implements Workers.Threads {
    private final AtomicInteger left;
    private final AtomicInteger refused = new AtomicInteger();

    ScarceThreads(int left) {
        this.left = new AtomicInteger(left);
    }

    void spare(int more) {
        left.addAndGet(more);
    }

    int refused() {
        return refused.get();
    }

    @Override
    public Thread create(Runnable work, String name) {
        if (left.getAndUpdate(some -> Math.max(0, some - 1)) == 0) {
            refused.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        }
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
