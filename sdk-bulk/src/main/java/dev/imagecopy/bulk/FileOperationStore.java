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
import java.util.stream.Stream;

/**
 * An operation store in a file that a crash cannot spoil.
 *
 * <ul>
 *   <li>The file only grows: one JSON object a line, with a checksum. A save has completed when its line is on disk (fsync); saves
 *       that come together share one. A line whose writing was cut off never completed, and is dropped when the file is opened.
 *   <li>Changed bytes are found: {@link #damaged} lists them, everything else is intact. Until {@link #acknowledgeDamage} was
 *       called, clients send no copy that is not in the store to a service that has no idempotency keys, nor one of which the line
 *       that says that it was sent may be lost.
 *   <li>Outdated lines are dropped now and then, by putting a new file in the place of the old one; no key is forgotten.
 *   <li>One process at a time has the file open, by a lock on {@code NAME.lock} beside it, which ends with the process. Only the
 *       owner may read it (mode 0600). It holds requests, tokens and how copies ended: no secrets.
 *   <li>Memory: 24 to 72 bytes for each key, whatever the length of its line.
 * </ul>
 *
 * <p>Thread safety: safe for use by many threads.
 */
public final class FileOperationStore implements OperationStore {
    private static final int READERS = 4;

    /** Where a copy that is sent once more is not made once more. */
    private static final Set<String> HONOURING_KEYS = Set.of("alibaba-ecs", "yandex-desktop");

    private final Journal journal;
    private final KeyClaims claims = new KeyClaims();
    private final Workers workers = new Workers("image-copy-store-", READERS);
    private volatile List<DamagedLine> damaged;

    /**
     * Bytes of the file that are no line which was written.
     *
     * @param offset where they begin
     * @param length how many there are
     * @param likelyKey the key that can still be read in them; it may be damaged too. Empty if none can
     */
    public record DamagedLine(long offset, long length, Optional<String> likelyKey) {
        /** Refuses null. */
        public DamagedLine {
            requireNonNull(likelyKey, "likelyKey");
        }
    }

    private FileOperationStore(Journal journal) {
        this.journal = journal;
        this.damaged = read(journal);
    }

    /**
     * Opens a store, creating its file if it is not there, and reads it once.
     *
     * @param path the file; its folder must be there, on a local disk
     * @return the store, which its opener closes after the clients that use it
     * @throws UncheckedIOException if the file cannot be read or written, is no store, or is open already
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
        return journal.contains(name)
                ? CompletableFuture.supplyAsync(() -> read(name), workers)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private Optional<StoredOperation> read(String name) {
        Optional<StoredOperation> found = journal.find(name).map(FileOperationStore::operation);
        if (found.isPresent() && mayBeSent(found.get()) && journal.isInDoubt(name)) {
            throw new IllegalStateException("the line that says that this copy was sent may be among the damaged ones;"
                    + " look for the copy and acknowledge the damage");
        }
        return found;
    }

    /** Whether whoever finds it would send it, though it may have been sent before. */
    private static boolean mayBeSent(StoredOperation operation) {
        boolean unsent = operation.phase() == StoredOperation.Phase.QUEUED
                || operation.outcome().filter(end -> !end.begun()).isPresent();
        return unsent && !HONOURING_KEYS.contains(operation.key().provider());
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        requireNonNull(operation, "operation");
        Entry entry = new Entry(name(operation.key()), operation.phase().name(), StoredOperationJson.write(operation));
        // Whatever the client does next is not to keep the thread that writes.
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
                                        .map(FileOperationStore::place)
                                        .toList()));
    }

    private static String place(DamagedLine line) {
        return line.offset() + "+" + line.length();
    }

    /** Lists what was found changed when the file was opened and is not acknowledged. Never blocks. */
    public List<DamagedLine> damaged() {
        return damaged;
    }

    /**
     * Says that the damage is known and that copies which are not in the store may be sent: those whose lines were lost are then
     * sent again, unless somebody has seen to them. Blocks until that is on disk.
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
     * Drops outdated lines now. Blocks until that is on disk. It happens by itself when four of five lines are outdated.
     *
     * @throws IllegalStateException if there is damage that is not acknowledged
     * @throws UncheckedIOException if the disk fails; the store is as it was, or says that it has to be opened again
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

    /** How many keys it holds. */
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

    /** As in a URL's path. */
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
