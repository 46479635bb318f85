package dev.imagecopy.fleet.internal.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is replaced as a whole: whoever reads it finds what was there before, or all of the new content. */
public final class PageFile {
    private PageFile() {}

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        /** Writes it. */
        void write(Writer out) throws IOException;
    }

    /** Replaces a file, or creates it. If writing fails, the file stays as it was. */
    public static void replace(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(); // a link stays a link
        Path next = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".next");
        try {
            // not createTempFile, whose files nobody else, such as a web server, can read
            try (Writer out = Files.newBufferedWriter(next, UTF_8, StandardOpenOption.CREATE_NEW)) {
                content.write(out);
            }
            move(next, target);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
