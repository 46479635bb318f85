package dev.imagecopy.fleet;

import org.jspecify.annotations.Nullable;

/** The database of a fleet could not do what it was asked, or its tables are not those of this version. */
public final class FleetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what went wrong, without secrets
     * @param cause the database's error; null if there is none
     */
    public FleetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
