package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.spi.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads files that hold keys and tokens. No message or cause tells a path or a content: a path tells of the machine, and who
 * mixes up two settings has put a secret where a path belongs.
 */
public final class SettingFile {
    private SettingFile() {}

    /**
     * Finds the file that a setting names.
     *
     * @param what how messages call the file, for example {@code the token file}
     * @throws CredentialsException if the text is no path
     */
    public static Path named(String path, String what) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw failure(what + " is not named by a path");
        }
    }

    /**
     * Reads a file as UTF-8.
     *
     * @param what how messages call the file, for example {@code the token file}
     * @throws CredentialsException if it cannot be read
     */
    public static String read(Path file, String what) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw failure(what + " does not exist");
        } catch (IOException e) {
            throw failure(what + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /**
     * Reads a token from a file.
     *
     * @throws CredentialsException if the file cannot be read, or holds anything but one word of visible ASCII
     */
    public static String token(Path file, String what) {
        String token = read(file, what).strip();
        if (token.isEmpty() || !Checks.isVisibleAscii(token)) {
            throw failure(what + " holds no token");
        }
        return token;
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
