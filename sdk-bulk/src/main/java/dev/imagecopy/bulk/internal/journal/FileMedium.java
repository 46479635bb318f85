package dev.imagecopy.bulk.internal.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** A file. It is not a {@code FileChannel}, since interrupting one reader would close that for all. */
final class FileMedium implements Medium {
    private final RandomAccessFile file;
    private final ReentrantLock position = new ReentrantLock();

    private FileMedium(RandomAccessFile file) {
        this.file = file;
    }

    static FileMedium open(Path path) throws IOException {
        return new FileMedium(new RandomAccessFile(path.toFile(), "rw"));
    }

    @Override
    public int read(long offset, byte[] buffer) throws IOException {
        position.lock();
        try {
            file.seek(offset);
            return file.read(buffer, 0, buffer.length);
        } finally {
            position.unlock();
        }
    }

    @Override
    public void write(long offset, byte[] bytes) throws IOException {
        position.lock();
        try {
            file.seek(offset);
            file.write(bytes);
        } finally {
            position.unlock();
        }
    }

    @Override
    public void sync() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void truncate(long length) throws IOException {
        position.lock();
        try {
            file.setLength(length);
        } finally {
            position.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
