package dev.imagecopy.bulk.internal.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Excludes other writers, in this process or another, until it is closed or the process ends. The lock is on a separate file
 * that is never replaced: compaction replaces the journal, and a lock would not follow.
 */
final class WriterLock implements AutoCloseable {
    private final FileChannel channel;

    private WriterLock(FileChannel channel) {
        this.channel = channel;
    }

    static WriterLock of(Path journal) throws IOException {
        Path path = journal.resolveSibling(journal.getFileName() + ".lock");
        PrivateFile.ensure(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new WriterLock(channel);
            }
        } catch (OverlappingFileLockException takenByThisProcess) {
            // reported below
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
        channel.close();
        throw new IOException(
                "The operation store " + journal.getFileName() + " is open already, in this process or another");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
