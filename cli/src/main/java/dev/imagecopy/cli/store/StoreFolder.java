package dev.imagecopy.cli.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagecopy.bulk.FileOperationStore;
import dev.imagecopy.cli.output.RefusedException;
import dev.imagecopy.core.operation.OperationStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A folder that keeps the state of copies: the operation store, and the runs with their plans. One process at a time owns it.
 *
 * <pre>
 * copies.jsonl    the operation store
 * owner           the id of the process that owns the folder, or owned it last
 * runs/           see {@link Runs}
 * </pre>
 */
public final class StoreFolder implements AutoCloseable {
    private final Path folder;
    private final FileOperationStore operations;
    private final Runs runs;

    private StoreFolder(Path folder, FileOperationStore operations) {
        this.folder = folder;
        this.operations = operations;
        this.runs = new Runs(folder.resolve("runs"));
    }

    /** Returns the folder that is used unless the user names one. */
    public static Path ofUser() {
        return DefaultFolder.ofUser();
    }

    /**
     * Opens a folder, which is created if it does not exist.
     *
     * @param folder the folder
     * @return the open folder, to be closed after the clients
     * @throws RefusedException if another process owns it, or if it cannot be used
     */
    public static StoreFolder open(Path folder) {
        Path owner = folder.resolve("owner");
        try {
            create(folder);
            FileOperationStore operations = FileOperationStore.open(folder.resolve("copies.jsonl"));
            try {
                Files.writeString(owner, Long.toString(ProcessHandle.current().pid()), UTF_8);
                create(folder.resolve("runs"));
            } catch (IOException e) {
                operations.close();
                throw e;
            }
            return new StoreFolder(folder, operations);
        } catch (IOException | UncheckedIOException e) {
            throw refused(folder, livingOwner(owner), e);
        }
    }

    private static RefusedException refused(Path folder, Optional<Long> owner, Exception cause) {
        return owner.map(process -> new RefusedException(
                        "The store " + folder + " is in use by process " + process,
                        "Wait until it has ended, or name another folder with --store"))
                .orElseGet(() -> new RefusedException(
                        "The store " + folder + " cannot be opened: " + cause.getMessage(),
                        "Name another folder with --store"));
    }

    /** A store that cannot be opened has another reason if the process that owned it is gone. */
    private static Optional<Long> livingOwner(Path owner) {
        try {
            long process = Long.parseLong(Files.readString(owner, UTF_8).strip());
            return process == ProcessHandle.current().pid()
                    ? Optional.of(process)
                    : ProcessHandle.of(process).filter(ProcessHandle::isAlive).map(ProcessHandle::pid);
        } catch (IOException | RuntimeException unknown) {
            return Optional.empty();
        }
    }

    private static void create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** Returns the folder's path. */
    public Path path() {
        return folder;
    }

    /** Returns the store of operations. */
    public OperationStore operations() {
        return operations;
    }

    /** Returns what the store has lost, unless that was acknowledged; empty if it has lost nothing. */
    public Optional<OperationStore.Damage> damage() {
        return operations.damage();
    }

    /** Permits new copies although the store has lost something: see {@link FileOperationStore#acknowledgeDamage()}. */
    public void acknowledgeDamage() {
        operations.acknowledgeDamage();
    }

    /** Returns the runs. */
    public Runs runs() {
        return runs;
    }

    @Override
    public void close() {
        operations.close();
    }
}
