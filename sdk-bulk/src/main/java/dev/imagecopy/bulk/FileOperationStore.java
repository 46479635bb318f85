package dev.imagecopy.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.internal.journal.Entry;
import dev.imagecopy.bulk.internal.journal.Journal;
import dev.imagecopy.core.json.StoredOperationJson;
import dev.imagecopy.core.operation.KeyClaims;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.time.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * An operation store in a file that a crash cannot corrupt.
 *
 * <ul>
 *   <li>The file is append-only: one JSON object per line, with a checksum. A save completes when its line is on disk (fsync);
 *       concurrent saves share one fsync. A partially written line belongs to a save that never completed, and is dropped when
 *       the file is opened.
 *   <li>Changed bytes are detected: {@link #damaged} lists them, and everything else is intact. Until
 *       {@link #acknowledgeDamage} is called, clients do not send to a service without idempotency keys any copy that is not in
 *       the store, nor one for which the line that records its sending may be lost.
 *   <li>Outdated lines are dropped from time to time, by replacing the file with a new one; no key is forgotten.
 *   <li>Only one process at a time can open the file: a lock on the neighboring {@code NAME.lock} ends with the process. Only
 *       the owner can read the file (mode 0600). It contains requests, tokens and outcomes, but no secrets.
 *   <li>Memory: 24 to 72 bytes for each key, whatever the length of its line.
 * </ul>
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class FileOperationStore implements OperationStore {
    private static final int READERS = 4;

    /** Providers whose services run a copy that is sent twice only once. */
    private static final Set<String> KEYED_PROVIDERS = Set.of("alibaba-ecs", "yandex-desktop");

    private final Journal journal;
    private final KeyClaims claims = new KeyClaims();
    private final Workers workers = new Workers("image-copy-store-", READERS);
    private volatile List<DamagedLine> damaged;

    /**
     * Bytes of the file that are not a line as it was written.
     *
     * @param offset the offset of the first byte
     * @param length the number of bytes
     * @param likelyKey the key that can still be read in them, which may be damaged too; empty if none can be read
     */
    public record DamagedLine(long offset, long length, Optional<String> likelyKey) {
        /** Rejects null. */
        public DamagedLine {
            requireNonNull(likelyKey, "likelyKey");
        }
    }

    private FileOperationStore(Journal journal) {
        this.journal = journal;
        this.damaged = read(journal);
    }

    /**
     * Opens a store and reads its file once, after creating it if it does not exist.
     *
     * @param path the file; its folder must exist and be on a local disk
     * @return the store, which the caller closes after the clients that use it
     * @throws UncheckedIOException if the file cannot be read or written, is not a store, or is already open
     */
    public static FileOperationStore open(Path path) {
        try {
            return new FileOperationStore(Journal.open(requireNonNull(path, "path")));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return claims.claim(key);
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        String name = name(requireNonNull(key, "key"));
        if (!journal.contains(name)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        try {
            return CompletableFuture.supplyAsync(() -> read(name), workers);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(new IOException("the operation store is closed"));
        }
    }

    private Optional<StoredOperation> read(String name) {
        Optional<StoredOperation> found = journal.find(name).map(FileOperationStore::operation);
        if (found.isPresent() && mayBeSent(found.get()) && journal.isInDoubt(name)) {
            throw new IllegalStateException("the line that says that this copy was sent may be among the damaged ones;"
                    + " look for the copy and acknowledge the damage");
        }
        return found;
    }

    /** Whether a client that finds it would send it, although it may have been sent before. */
    private static boolean mayBeSent(StoredOperation operation) {
        boolean unsent = operation.phase() == StoredOperation.Phase.QUEUED
                || operation.outcome().filter(end -> !end.begun()).isPresent();
        return unsent && !KEYED_PROVIDERS.contains(operation.key().provider());
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        requireNonNull(operation, "operation");
        Entry entry = new Entry(name(operation.key()), operation.phase().name(), StoredOperationJson.write(operation));
        // Whatever the client does next must not occupy the writer thread.
        return journal.append(List.of(entry)).thenRunAsync(() -> {}, workers);
    }

    @Override
    public Stream<StoredOperation> operations(String provider, String scope) {
        String account = account(requireNonNull(provider, "provider"), requireNonNull(scope, "scope"));
        return journal.entries()
                .filter(entry -> entry.key().startsWith(account))
                .map(FileOperationStore::operation);
    }

    private static StoredOperation operation(Entry entry) {
        return StoredOperationJson.read(entry.body());
    }

    @Override
    public Optional<Damage> damage() {
        List<DamagedLine> lines = damaged;
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Damage(
                        lines.size(),
                        "changed bytes at "
                                + lines.stream()
                                        .limit(10)
                                        .map(FileOperationStore::position)
                                        .toList()));
    }

    private static String position(DamagedLine line) {
        return line.offset() + "+" + line.length();
    }

    /** Returns what was found damaged when the file was opened, unless it has been acknowledged. Never blocks. */
    public List<DamagedLine> damaged() {
        return damaged;
    }

    /**
     * Acknowledges the damage and permits copies that are not in the store to be sent: those whose lines were lost are then
     * sent again, so look for them first. Blocks until that is on disk.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void acknowledgeDamage() {
        await(journal.acknowledgeDamage());
        damaged = read(journal);
    }

    private static List<DamagedLine> read(Journal journal) {
        return journal.damage().stream()
                .map(found -> new DamagedLine(found.offset(), found.length(), found.key()))
                .toList();
    }

    /**
     * Drops outdated lines now, and blocks until that is on disk. This happens automatically when four of five lines are
     * outdated.
     *
     * @throws IllegalStateException if there is damage that is not acknowledged
     * @throws UncheckedIOException if the disk fails; the store is unchanged, or the message says that it has to be reopened
     */
    public void compact() {
        await(journal.compact());
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new UncheckedIOException(failure.getMessage(), failure);
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Returns the number of keys. */
    public int size() {
        return journal.size();
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } finally {
            workers.close();
        }
    }

    private static String name(OperationKey key) {
        return account(key.provider(), key.scope()) + encoded(key.idempotencyKey());
    }

    private static String account(String provider, String scope) {
        return encoded(provider) + "/" + encoded(scope) + "/";
    }

    /** Encodes a text as for the path of a URL. */
    private static String encoded(String part) {
        StringBuilder text = new StringBuilder(part.length());
        for (byte b : part.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            if (c > ' ' && c < 0x7f && c != '%' && c != '/' && c != '"' && c != '\\') {
                text.append(c);
            } else {
                text.append(String.format("%%%02X", b & 0xff));
            }
        }
        return text.toString();
    }
}
