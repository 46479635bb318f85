package dev.imagecopy.bulk.internal.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner can read (mode 0600), and names that survive a power failure. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private PrivateFile() {}

    /** Creates the file if it does not exist; if it does, removes the permissions of others. */
    static void ensure(Path path) throws IOException {
        boolean posix = hasModes(path);
        if (!Files.exists(path)) {
            if (posix) {
                Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createFile(path);
            }
            syncFolder(path);
        }
        if (posix && !OWNER_ONLY.equals(Files.getPosixFilePermissions(path))) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Replaces a file with another one, whose content is already on disk: after a crash, one of them is there and complete.
     * Which one is certain only after {@link #syncFolder}.
     */
    static void replace(Path path, Path by) throws IOException {
        Files.move(by, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A new name is on disk only when its folder is. */
    static void syncFolder(Path path) throws IOException {
        boolean interrupted = Thread.interrupted(); // or the channel would be closed before it has done anything
        try (FileChannel folder = FileChannel.open(folder(path), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (AccessDeniedException noFolders) {
            // Windows cannot open folders, and writes names to disk at once.
            if (hasModes(path)) {
                throw noFolders;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Path folder(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path.toAbsolutePath() : parent;
    }
}
