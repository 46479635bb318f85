package dev.imagecopy.cli.output;

import dev.imagecopy.core.credentials.MisplacedSecret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Recognizes keys that ask for a secret, and values that are one. */
public final class SecretSigns {
    private static final List<String> PARTS = List.of(
            "secret",
            "password",
            "passwd",
            "passphrase",
            "token",
            "privatekey",
            "accesskey",
            "secretkey",
            "apikey",
            "sharedkey",
            "signingkey",
            "credential",
            "bearer",
            "authorization",
            "keyjson",
            "serviceaccountkey",
            "oauth");
    private static final String HIDDEN = "(hidden)";
    private static final Set<String> WORDS = Set.of("ak", "sk", "pwd", "pass", "pin", "pem", "jwt", "sas", "cookie");

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern ENCODED = Pattern.compile("%([0-7][0-9A-Fa-f])");

    /** Some encode what is encoded already. */
    private static final int MOST_ENCODINGS = 3;

    private static final Pattern DOCUMENT = Pattern.compile("\\{\\s*\"[^\"]*\"\\s*:");

    /** Kinds that are recognized in the whole text; the words of a part may be those of an example. */
    private static final Set<String> READABLE = Set.of("JSON", "a PEM block");

    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9]+");

    /** Tells what base64 contains, and is not read again for each of a thousand runs. */
    private static final int START = 512;

    private SecretSigns() {}

    /** Whether a key asks for a secret: one of its words does. */
    public static boolean inKey(String key) {
        String bare = bare(key);
        return WORDS.contains(bare) || PARTS.stream().anyMatch(bare::contains);
    }

    /** Whether a key ends with a word for a secret: {@code db-password}, but not {@code password-policy}. */
    public static boolean isKey(String key) {
        String bare = bare(key);
        return WORDS.contains(bare) || PARTS.stream().anyMatch(bare::endsWith);
    }

    /** What kind of secret a value is, or contains between other characters than letters and digits; empty if it may be anything. */
    public static Optional<String> inValue(String value) {
        String visible = visible(value);
        String decoded = decoded(visible);
        Optional<String> kind = inText(visible);
        return decoded.equals(visible) ? kind : kind.or(() -> inText(decoded));
    }

    /** A text without the characters that nobody sees, and that pages and chats put into what is copied from them. */
    static String visible(String text) {
        return INVISIBLE.matcher(text).replaceAll("");
    }

    private static String decoded(String text) {
        String decoded = text;
        for (int i = 0; i < MOST_ENCODINGS && decoded.indexOf('%') >= 0; i++) {
            decoded = ENCODED.matcher(decoded).replaceAll(SecretSigns::character);
        }
        return decoded;
    }

    private static String character(MatchResult encoded) {
        return Matcher.quoteReplacement(Character.toString(Integer.parseInt(encoded.group(1), 16)));
    }

    private static Optional<String> inText(String text) {
        String kind = MisplacedSecret.kind(text);
        if (!kind.isEmpty()) {
            return Optional.of(kind);
        }
        if (TokenHeader.in(text)) {
            return Optional.of("a header with a token");
        }
        return DOCUMENT.matcher(text).find() ? Optional.of("JSON") : inParts(text);
    }

    /** What kind of secret a comment contains: as in a value, but a document may be an example. */
    public static Optional<String> inComment(String comment) {
        return comment.contains("-----BEGIN ") ? Optional.of("a PEM block") : inParts(comment);
    }

    /** A word of a command line for a message, unless it is a secret. */
    public static String shown(String word) {
        return inValue(word).isPresent() ? HIDDEN : word;
    }

    private static String bare(String key) {
        StringBuilder bare = new StringBuilder();
        key.toLowerCase(Locale.ROOT).chars().filter(Character::isLetterOrDigit).forEach(c -> bare.append((char) c));
        return bare.toString();
    }

    /** Secrets are found wherever letters and digits begin and end, also behind an underscore and before a file's ending. */
    private static Optional<String> inParts(String text) {
        if (VendorKeys.in(text)) {
            return Optional.of("a key or token of a vendor");
        }
        return RUN.matcher(text)
                .results()
                .flatMap(run -> Stream.of(run.group(), start(text, run.start())))
                .map(MisplacedSecret::kind)
                .filter(kind -> !kind.isEmpty() && !READABLE.contains(kind))
                .findFirst();
    }

    private static String start(String text, int start) {
        return text.substring(start, Math.min(text.length(), start + START));
    }
}
