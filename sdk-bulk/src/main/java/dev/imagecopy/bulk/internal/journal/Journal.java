package dev.imagecopy.bulk.internal.journal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Keeps the latest entry of each key in a file that neither a crash at any moment nor a changed byte can corrupt: lines are
 * only appended, each with a checksum, and an {@link #append} completes when it is on disk. Appends that arrive while the disk
 * is busy share the next write.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class Journal implements AutoCloseable {
    /** Compaction is not worthwhile for fewer outdated lines than this. */
    private static final long WORTH_COMPACTING = 10_000;

    private final Path path;
    private final MediumOpener opener;
    private final WriterLock writerLock;
    private final ReentrantLock lock = new ReentrantLock();
    private final GroupWriter writer;
    private JournalFile file; // replaced by the writer's thread, under the lock
    private long compactsFrom = WORTH_COMPACTING; // of the writer's thread

    /** Opens the bytes of a file. */
    interface MediumOpener {
        Medium open(Path path) throws IOException;
    }

    private Journal(Path path, MediumOpener opener, WriterLock writerLock, JournalFile file) {
        this.path = path;
        this.opener = opener;
        this.writerLock = writerLock;
        this.file = file;
        this.writer = new GroupWriter(this::write, this::compactIfWorthIt);
    }

    /**
     * Opens a journal and reads it once from beginning to end, after creating it if it does not exist.
     *
     * @param path the file
     * @throws IOException if the file cannot be read, is not a journal, or is already open
     */
    public static Journal open(Path path) throws IOException {
        return open(path, FileMedium::open);
    }

    static Journal open(Path path, MediumOpener opener) throws IOException {
        requireNonNull(path, "path");
        Path real = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        WriterLock writerLock = WriterLock.of(real);
        try {
            if (!Files.exists(real)) {
                PrivateFile.ensure(real);
            }
            Medium medium = opener.open(real);
            try {
                JournalFile file = JournalFile.open(real, medium); // leaves alone what is no journal
                PrivateFile.ensure(real);
                Files.deleteIfExists(compacted(real));
                return new Journal(real, opener, writerLock, file);
            } catch (IOException | RuntimeException failure) {
                medium.close();
                throw failure;
            }
        } catch (IOException | RuntimeException failure) {
            writerLock.close();
            throw failure;
        }
    }

    private static Path compacted(Path path) {
        return path.resolveSibling(path.getFileName() + ".compact");
    }

    /**
     * Writes entries, all of them or none.
     *
     * @return a future that completes when they survive a crash, and fails with the {@code IOException} if they were not
     *     written. It completes on the journal's own thread, which must not be blocked
     */
    public CompletableFuture<Void> append(List<Entry> entries) {
        return writer.add(entries.stream().map(JournalFile.Line::new).toList());
    }

    /** Returns whether there is an entry under a key, without reading the file. */
    public boolean contains(String key) {
        KeyHash hash = LineFormat.keyHash(key);
        lock.lock();
        try {
            return file.offset(hash) >= 0;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a later line of a key may be among damage that is not acknowledged. */
    public boolean isInDoubt(String key) {
        KeyHash hash = LineFormat.keyHash(key);
        lock.lock();
        try {
            long offset = file.offset(hash);
            return offset >= 0 && file.isInDoubt(offset);
        } finally {
            lock.unlock();
        }
    }

    /** Reads the latest entry of a key. */
    public Optional<Entry> find(String key) {
        KeyHash hash = LineFormat.keyHash(key);
        lock.lock();
        try {
            long offset = file.offset(hash);
            if (offset < 0) {
                return Optional.empty();
            }
            return Optional.of(entry(file.bytes(offset)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads the latest entry of every key as of now, those unchanged for the longest time first. Close the stream, or read it
     * to the end.
     */
    public Stream<Entry> entries() {
        lock.lock();
        try {
            Medium own = FileMedium.open(path); // stays readable when compaction replaces the file
            return LongStream.of(file.offsets())
                    .mapToObj(offset -> read(own, offset))
                    .onClose(() -> close(own));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    private static Entry read(Medium medium, long offset) {
        try {
            return entry(JournalFile.bytes(medium, offset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(byte[] line) {
        return LineFormat.entry(line, 0, line.length);
    }

    private static void close(Medium medium) {
        try {
            medium.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the keys. */
    public int size() {
        lock.lock();
        try {
            return file.size();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the damage that is not acknowledged. */
    public List<Damage> damage() {
        lock.lock();
        try {
            return file.unacknowledged();
        } finally {
            lock.unlock();
        }
    }

    /** Records that the present damage is known, so that it is no longer listed. */
    public CompletableFuture<Void> acknowledgeDamage() {
        return writer.call(() -> {
            lock.lock();
            try {
                file.acknowledge();
            } finally {
                lock.unlock();
            }
        });
    }

    /** Drops outdated lines; no key is forgotten. Rejected while there is damage that is not acknowledged. */
    public CompletableFuture<Void> compact() {
        return writer.call(this::compactNow);
    }

    /** Writes what was appended, and releases the file. */
    @Override
    public void close() throws IOException {
        if (!writer.close()) {
            return;
        }
        lock.lock();
        try {
            file.close();
        } finally {
            lock.unlock();
            writerLock.close();
        }
    }

    private void write(List<JournalFile.Line> lines) throws IOException {
        try {
            file.write(lines);
        } catch (IOException diskFull) {
            file.withdraw();
            throw new GroupWriter.NothingWrittenException(diskFull);
        }
        file.sync();
        lock.lock();
        try {
            file.publish(lines);
        } finally {
            lock.unlock();
        }
    }

    private void compactIfWorthIt() throws IOException {
        long outdated = file.outdated();
        if (outdated > compactsFrom && outdated > 4L * file.size() && damage().isEmpty()) {
            compactsFrom = 2 * outdated; // if it fails, it would fail again after the next line
            compactNow();
            compactsFrom = WORTH_COMPACTING;
        }
    }

    private void compactNow() throws IOException {
        if (!damage().isEmpty()) {
            throw new IllegalStateException("The operation store is damaged; acknowledge that before it is compacted");
        }
        Path other = compacted(path);
        JournalFile before = file;
        try {
            replaceBy(compactTo(other), other);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(other);
            throw new GroupWriter.NothingWrittenException(failure);
        }
        PrivateFile.syncFolder(path);
        before.close();
    }

    private JournalFile compactTo(Path other) throws IOException {
        Files.deleteIfExists(other);
        PrivateFile.ensure(other);
        try (Medium medium = opener.open(other)) {
            file.copyTo(medium);
        }
        return JournalFile.open(other, opener.open(other));
    }

    /** Under the lock, so that whoever opens the file by its name reads it by its own index. */
    private void replaceBy(JournalFile compacted, Path other) throws IOException {
        lock.lock();
        try {
            PrivateFile.replace(path, other);
            file = compacted;
        } catch (IOException unchanged) { // Windows does not replace a file that is open
            compacted.close();
            throw unchanged;
        } finally {
            lock.unlock();
        }
    }
}
