package dev.imagecopy.bulk.internal.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Excludes other writers, in this process or another, until it is closed or the process ends. The lock is on a separate file
 * that is never replaced: compaction replaces the journal, and a lock would not follow.
 *
 * <p>On POSIX systems a process loses its lock on a file as soon as it closes any channel of that file. So this process opens
 * the file of a lock that it holds no second time.
 */
final class WriterLock implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    /** Channels of files that this process has locked by another name, or in another class loader. */
    private static final Queue<FileChannel> NEVER_CLOSED = new ConcurrentLinkedQueue<>();

    private final Path path;
    private final FileChannel channel;

    private WriterLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static WriterLock of(Path journal) throws IOException {
        Path path = journal.resolveSibling(journal.getFileName() + ".lock");
        if (!Files.exists(path)) { // or it may be somebody else's
            PrivateFile.ensure(path);
        }
        Path real = path.toRealPath();
        if (!HELD.add(real)) {
            throw taken(journal);
        }
        boolean held = false;
        try {
            WriterLock lock = new WriterLock(real, locked(journal, real));
            held = true;
            return lock;
        } finally {
            if (!held) {
                HELD.remove(real);
            }
        }
    }

    private static FileChannel locked(Path journal, Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException takenByThisProcess) {
            NEVER_CLOSED.add(channel);
            throw taken(journal);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
        channel.close();
        throw taken(journal);
    }

    private static IOException taken(Path journal) {
        return new IOException(
                "The operation store " + journal.getFileName() + " is open already, in this process or another");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(path);
        }
    }
}
