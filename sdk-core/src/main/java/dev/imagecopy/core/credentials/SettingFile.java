package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.spi.Checks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads files that contain keys and tokens, up to 1 MiB each. No message or cause shows a path or a content: a path reveals
 * something about the machine, and someone who confuses two settings has put a secret where a path belongs.
 */
public final class SettingFile {
    private static final int MAX_BYTES = 1 << 20;

    private SettingFile() {}

    /**
     * Returns the file that a setting refers to: a path, which may begin with {@code ~/}, or a {@code file:} URI.
     *
     * @param path the value of the setting
     * @param setting the setting's name in messages: that of a variable, or of an entry in a file
     * @throws CredentialsException if the text is not a path; the message says so if it looks like a secret
     */
    public static Path named(String path, String setting) {
        return named(path, setting, "");
    }

    /**
     * Returns the file that a setting refers to.
     *
     * @param path the value of the setting
     * @param setting the setting's name in messages: that of a variable, or of an entry in a file
     * @param taker the setting for the file's content itself, for the message; empty if there is none
     * @throws CredentialsException if the text is not a path; the message says so if it looks like a secret
     */
    public static Path named(String path, String setting, String taker) {
        String secret = MisplacedSecret.kind(path);
        if (!secret.isEmpty()) {
            throw failure(setting + " must be a path, but holds " + secret
                    + (taker.isEmpty() ? ": put that into a file" : ", which belongs in " + taker));
        }
        return WrittenPath.of(path, setting);
    }

    /**
     * Reads a text file as tools write it: UTF-8, or UTF-16 or UTF-32 with a byte order mark, which is removed. Anything else is read as
     * Latin-1: the values are ASCII, and comments may be in any encoding.
     *
     * @param what the file's name in messages, for example {@code the token file}
     * @throws CredentialsException if it cannot be read
     */
    public static String read(Path file, String what) {
        return decoded(bytes(file, what), what);
    }

    /** Like {@link #read}, for bytes that have already been read. */
    public static String decoded(byte[] bytes) {
        return decoded(bytes, "this");
    }

    static String decoded(byte[] bytes, String what) {
        if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) {
            return new String(bytes, Charset.forName("UTF-32"));
        }
        String unmarked = wideEncoding(bytes);
        if (!unmarked.isEmpty()) {
            throw failure(what + " is in " + unmarked + " without a byte order mark: save it in UTF-8");
        }
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** The encoding that puts zeros around the first two characters, which are ASCII; empty if none does. */
    private static String wideEncoding(byte[] bytes) {
        StringBuilder zeros = new StringBuilder(8);
        for (int i = 0; i < bytes.length && i < 8; i++) {
            zeros.append(bytes[i] == 0 ? '0' : 'x');
        }
        String start = zeros.toString();
        if (start.equals("x000x000") || start.equals("000x000x")) {
            return "UTF-32";
        }
        return start.startsWith("x0x0") || start.startsWith("0x0x") ? "UTF-16" : "";
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        boolean holds = bytes.length >= mark.length;
        for (int i = 0; holds && i < mark.length; i++) {
            holds = (bytes[i] & 0xff) == mark[i];
        }
        return holds;
    }

    /**
     * Reads a file.
     *
     * @param what the file's name in messages, for example {@code the token file}
     * @throws CredentialsException if it cannot be read
     */
    public static byte[] bytes(Path file, String what) {
        return bytes(file, what, false);
    }

    /**
     * Reads a file.
     *
     * @param optional whether its absence is no mistake
     */
    static byte[] bytes(Path file, String what, boolean optional) {
        byte[] bytes;
        try (InputStream content = Files.newInputStream(file)) {
            bytes = content.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            String secret = MisplacedSecret.kind(file.toString());
            throw secret.isEmpty()
                    ? unreadable(what, e, optional, WrittenPath.flaw(file))
                    : failure(what + " must be named by a path, not by " + secret);
        }
        if (bytes.length > MAX_BYTES) {
            throw failure(what + " is larger than 1 MiB");
        }
        return bytes;
    }

    /**
     * Reads a token from a file. One pair of quotes around it is removed, as around the values of variables.
     *
     * @throws CredentialsException if the file cannot be read, or contains anything but one word of visible ASCII; the message
     *     says so if that is a key, or a token with its authentication scheme
     */
    public static String token(Path file, String what) {
        String token = Quotes.removed(HiddenCharacters.stripped(read(file, what)));
        String flaw = SecretText.flaw(token);
        if (!flaw.isEmpty()) {
            throw failure(what + " " + flaw);
        }
        if (token.isEmpty() || !Checks.isVisibleAscii(token)) {
            throw failure(what + " holds no token");
        }
        if (!SecretText.isWord(token)) {
            throw failure(what + " holds a token with " + SecretText.leftover(token));
        }
        return token;
    }

    private static CredentialsException unreadable(String what, IOException why, boolean optional, String flaw) {
        if (why instanceof NoSuchFileException) {
            String reason = what + " does not exist" + flaw;
            return optional ? CredentialsException.absent(reason, false) : failure(reason);
        }
        return failure(what + " cannot be read: " + why.getClass().getSimpleName());
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
