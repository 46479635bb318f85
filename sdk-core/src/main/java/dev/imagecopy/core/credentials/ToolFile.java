package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import java.nio.file.Path;

/**
 * A file that a tool keeps at a usual place, unless a setting names another one. A file that is not at its usual place does not
 * exist; one that was named and cannot be found is a mistake, which must not be passed over silently.
 *
 * @param path where it is
 * @param what its name in messages, for example {@code the credentials file}
 * @param isNamed whether a setting or the program names it
 */
public record ToolFile(Path path, String what, boolean isNamed) {

    /**
     * Reads the file, as {@link SettingFile#read} does.
     *
     * @throws CredentialsException if it cannot be read; the source counts as absent if there is no file at the usual place
     */
    public String read() {
        return SettingFile.decoded(SettingFile.bytes(path, what, !isNamed), what);
    }

    /** Shows no path. */
    @Override
    public String toString() {
        return "ToolFile[" + what + "]";
    }
}
