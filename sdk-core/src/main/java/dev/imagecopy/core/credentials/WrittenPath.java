package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Paths as people write them in settings: with {@code ~/}, as {@code file:} URIs, or with what only a shell replaces. Shells
 * expand {@code ~/} unless the value is in quotes or in a file of variables; the vendors' tools do it themselves.
 */
final class WrittenPath {
    private static final String ONLY_A_SHELL = "contains a variable or ~, which only a shell replaces";

    private WrittenPath() {}

    /**
     * Returns the file that a text names.
     *
     * @param setting the setting's name in messages
     * @throws CredentialsException if the text is not a path of this machine; the message never contains the text
     */
    static Path of(String text, String setting) {
        try {
            if (text.toLowerCase(Locale.ROOT).startsWith("file:")) {
                return ofUri(text, setting);
            }
            if (text.startsWith("~/")) {
                return Path.of(System.getProperty("user.home", "."), text.substring(2));
            }
            Path path = Path.of(text);
            if (!Files.exists(path)) { // such names are rare, but valid
                requirePlain(text, setting);
            }
            return path;
        } catch (InvalidPathException e) {
            throw failure(setting + " is not a path");
        }
    }

    /** Returns what is wrong with the path of a file that does not exist, a clause for the message; empty if nothing is. */
    static String flaw(Path path) {
        return isForShells(path.toString()) ? "; its path " + ONLY_A_SHELL : "";
    }

    private static Path ofUri(String text, String setting) {
        try {
            URI uri = new URI(text.replace(" ", "%20"));
            String host = uri.getHost() == null ? "" : uri.getHost();
            if (uri.getRawPath() != null && (host.isEmpty() || host.equalsIgnoreCase("localhost"))) {
                return Path.of(new URI("file", null, uri.getPath(), null));
            }
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            // No cause, since it quotes the text.
        }
        throw failure(setting + " is a file: URI that names no file of this machine");
    }

    private static void requirePlain(String text, String setting) {
        if (Template.in(text) || SecretText.isPlaceholder(text)) {
            throw failure(setting + " " + Template.FLAW);
        }
        if (isForShells(text)) {
            throw failure(setting + " " + ONLY_A_SHELL + ": write the whole path");
        }
        if (text.contains("://")) {
            throw failure(setting + " must be a path, but is an address");
        }
    }

    private static boolean isForShells(String path) {
        int percent = path.indexOf('%');
        return (path.startsWith("~") && path.length() > 1)
                || path.startsWith("$")
                || path.contains("/$")
                || path.contains("${")
                || (percent >= 0 && path.indexOf('%', percent + 1) > percent + 1);
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
