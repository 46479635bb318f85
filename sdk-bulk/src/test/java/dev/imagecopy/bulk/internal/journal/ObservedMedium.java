package dev.imagecopy.bulk.internal.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A file whose disk is slow, full or broken when a test says so. */
record ObservedMedium(Medium file, Script script) implements Medium {

    /** What the disk does. */
    static final class Script implements Journal.MediumOpener {
        private final AtomicInteger syncs = new AtomicInteger();
        private final CountDownLatch held = new CountDownLatch(1);
        private volatile @Nullable CountDownLatch hold;
        private volatile boolean full;
        private volatile boolean failing;

        @Override
        public Medium open(Path path) throws IOException {
            return new ObservedMedium(FileMedium.open(path), this);
        }

        int syncs() {
            return syncs.get();
        }

        void holdSyncs(CountDownLatch until) {
            hold = until;
        }

        void awaitHeldSync() throws InterruptedException {
            held.await();
        }

        void full(boolean is) {
            full = is;
        }

        void failSyncs(boolean fail) {
            failing = fail;
        }
    }

    @Override
    public int read(long offset, byte[] buffer) throws IOException {
        return file.read(offset, buffer);
    }

    @Override
    public void write(long offset, byte[] bytes) throws IOException {
        if (script.full) {
            file.write(offset, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            throw new IOException("No space left on device");
        }
        file.write(offset, bytes);
    }

    @Override
    public void sync() throws IOException {
        script.syncs.incrementAndGet();
        CountDownLatch hold = script.hold;
        if (hold != null) {
            script.held.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        if (script.failing) {
            throw new IOException("Input/output error");
        }
        file.sync();
    }

    @Override
    public void truncate(long length) throws IOException {
        file.truncate(length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
