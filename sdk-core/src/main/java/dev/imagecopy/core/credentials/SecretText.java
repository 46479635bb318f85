package dev.imagecopy.core.credentials;

import dev.imagecopy.core.spi.Checks;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes what cannot be a token or the secret of an access key, though it is in its place: the placeholder of an example or a
 * template, an address, a path, a whole header, an encoded text, characters that cannot be seen. Services answer all of them with
 * nothing but "unauthenticated". A text whose form is not known passes.
 * Uses no regular expressions, which load 60 classes at a client's first call.
 */
public final class SecretText {
    private static final int LONGEST_NAME = 40;
    private static final String QUOTES = "\"'`";

    /** Shorter texts are words by chance. */
    private static final int SHORTEST_BASE64 = 24;

    private static final String[] SCHEMES = {"Bearer", "Api-Key", "ApiKey", "OAuth", "Basic", "IAM", "Token"};
    private static final String[] BEFORE_NAMES = {"export ", "set ", "-h ", "--header "};
    private static final String[] FILES = {".json", ".txt", ".pem", ".ini", ".yaml", ".yml", ".env"};

    private SecretText() {}

    /**
     * Returns why a text cannot be a token or a secret, a clause that follows the name of a setting and shows no part of the text.
     *
     * @param text the value of a setting
     * @return for example {@code holds a placeholder}; empty if the text may be one
     */
    public static String flaw(String text) {
        return flaw(text, "token");
    }

    /**
     * Returns why a text cannot be what a setting takes.
     *
     * @param text the value of a setting
     * @param what what it should be, for the message: {@code token} or {@code secret}
     * @return as {@link #flaw(String)}
     */
    public static String flaw(String text, String what) {
        if (HiddenCharacters.in(text)) {
            return "holds characters that cannot be seen, such as zero-width spaces";
        }
        String bare = MisplacedSecret.bare(text);
        String ofContent = flawOfContent(bare, what);
        return ofContent.isEmpty() && !text.isBlank() && !text.strip().equals(text)
                ? "has a space or a line end before or behind it"
                : ofContent;
    }

    private static String flawOfContent(String bare, String what) {
        if (isMarkup(bare)) {
            return "holds HTML or XML";
        }
        String tool = Placeholder.encryptedBy(bare);
        if (!tool.isEmpty()) {
            return "holds a value that " + tool + " has encrypted: give the decrypted one";
        }
        if (Placeholder.is(bare)) {
            return Template.FLAW;
        }
        String kind = MisplacedSecret.kind(bare);
        boolean mayBeKnown = kind.startsWith("JSON") || bare.indexOf('\n') >= 0; // a key is read for each call
        String known = mayBeKnown ? KnownDocument.name(bare) : "";
        if (!known.isEmpty() || MisplacedSecret.isDocument(kind)) {
            return "holds " + (known.isEmpty() ? kind : known) + ", which is no " + what;
        }
        if (kind.equals(MisplacedSecret.CUT_OFF_TOKEN)) {
            return "holds " + kind;
        }
        String scheme = scheme(bare);
        if (!scheme.isEmpty()) {
            return "begins with the word " + scheme + ": give the " + what + " alone";
        }
        if (bare.contains("://")) {
            return "holds an address";
        }
        if (isPath(bare)) {
            return "holds the path of a file";
        }
        if (isNamed(bare.toLowerCase(Locale.ROOT))) {
            return "holds the name of a header or setting before the value: give the value alone";
        }
        if (isPercentEncoded(bare)) {
            return "is percent-encoded";
        }
        if (TypographicQuotes.around(bare)) {
            return "has " + TypographicQuotes.name(bare) + ": only \" and ' are removed";
        }
        if (Placeholder.in(bare)) {
            return Template.FLAW;
        }
        return isEncodedTwice(bare) ? "is in base64 once more" : "";
    }

    /**
     * Finds the authentication scheme before a token, in case somebody pasted both from an HTTP header.
     *
     * @return {@code Bearer}, {@code Api-Key}, {@code OAuth}, {@code Basic}, {@code IAM} or {@code Token}; empty if the text
     *     begins with none of them
     */
    public static String scheme(String text) {
        String bare = withoutHeader(MisplacedSecret.bare(text).toLowerCase(Locale.ROOT));
        for (String scheme : SCHEMES) {
            String word = scheme.toLowerCase(Locale.ROOT);
            if (bare.startsWith(word) && endsWord(bare.substring(word.length()), word)) {
                return scheme.equals("ApiKey") ? "Api-Key" : scheme;
            }
        }
        return "";
    }

    /**
     * Returns what of a list, a program or a file of settings is left around a secret, which would be sent with it.
     *
     * @param text the value of a setting
     * @return what the setting's value has, such as {@code a quote before or behind it}; empty if nothing is left
     */
    public static String leftover(String text) {
        if (text.isEmpty()) {
            return "";
        }
        char last = text.charAt(text.length() - 1);
        if (QUOTES.indexOf(text.charAt(0)) >= 0 || QUOTES.indexOf(last) >= 0) {
            return "a quote before or behind it";
        }
        return ",;\\".indexOf(last) >= 0 ? "'" + last + "' behind it, as in a list or a program" : "";
    }

    /** Adds a violation if a text that should be a token cannot be one. */
    public static void checkToken(Checks checks, String name, @Nullable String token) {
        String flaw = token == null ? "" : flaw(token, "token");
        if (!flaw.isEmpty()) {
            checks.check(false, name + " " + flaw);
        } else if (token != null && !leftover(token).isEmpty()) {
            checks.check(false, name + " has " + leftover(token));
        }
    }

    /** Adds a violation if a text that should be the secret of an access key cannot be one. */
    public static void checkSecret(Checks checks, String name, @Nullable String secret) {
        String flaw = secret == null ? "" : flaw(secret, "secret");
        if (!flaw.isEmpty()) {
            checks.check(false, name + " " + flaw);
        } else if (secret != null && !secret.isBlank() && !Checks.isVisibleAscii(secret)) {
            checks.check(false, name + " must be visible ASCII without spaces");
        } else if (secret != null && !leftover(secret).isEmpty()) {
            checks.check(false, name + " has " + leftover(secret));
        }
    }

    /** Adds a violation if a text that should be the id of an access key is a placeholder. */
    public static void checkId(Checks checks, String name, @Nullable String id) {
        if (id != null && isPlaceholder(id)) {
            checks.check(false, name + " " + Template.FLAW);
        }
    }

    /** Whether a text is one word of visible ASCII with nothing left around it, as every token is. */
    public static boolean isWord(String token) {
        return Checks.isVisibleAscii(token)
                && !token.isEmpty()
                && leftover(token).isEmpty();
    }

    /** Whether a text stands for a value that was never filled in, as in an example or a template. */
    public static boolean isPlaceholder(String value) {
        return Placeholder.is(MisplacedSecret.bare(value));
    }

    /** Several tags, or what is before the first one: a page that somebody saved, or that a proxy answered with. */
    private static boolean isMarkup(String text) {
        return text.startsWith("<")
                && text.endsWith(">")
                && (text.indexOf('<', 1) > 0 || text.startsWith("<?") || text.startsWith("<!"));
    }

    private static String withoutHeader(String text) {
        String name = "authorization";
        String rest = withoutBeginnings(text);
        if (!rest.startsWith(name)) {
            return rest;
        }
        rest = rest.substring(name.length()).strip();
        return rest.startsWith(":") || rest.startsWith("=") ? MisplacedSecret.bare(rest.substring(1)) : text;
    }

    private static String withoutBeginnings(String text) {
        for (String before : BEFORE_NAMES) {
            if (text.startsWith(before)) {
                return MisplacedSecret.bare(text.substring(before.length()));
            }
        }
        return text;
    }

    /** Whether a scheme ends where the rest of a text begins; some have lost the space, or have it encoded. */
    private static boolean endsWord(String rest, String word) {
        if (rest.isEmpty()) {
            return false;
        }
        boolean lost =
                word.equals("bearer") && (rest.startsWith("t1.") || rest.startsWith("eyj") || rest.startsWith("+"));
        return lost || rest.startsWith("%20") || rest.charAt(0) == ':' || Character.isWhitespace(rest.charAt(0));
    }

    /** Whether a text is a line such as {@code x-auth-token: value} or {@code TOKEN=value}; base64 may end with {@code =}. */
    private static boolean isNamed(String text) {
        String line = withoutBeginnings(text);
        int end = 0;
        while (end < line.length() && (isLetterOrDigit(line.charAt(end)) || "_-".indexOf(line.charAt(end)) >= 0)) {
            end++;
        }
        String rest = line.substring(end).strip();
        return end > 0
                && end <= LONGEST_NAME
                && !isDigit(line.charAt(0))
                && rest.length() > 1
                && (rest.charAt(0) == ':' || rest.charAt(0) == '=')
                && rest.charAt(1) != '=';
    }

    private static boolean isPath(String text) {
        String path = text.startsWith("@") ? text.substring(1) : text;
        String lower = path.toLowerCase(Locale.ROOT);
        for (String ending : FILES) {
            if (lower.endsWith(ending)) {
                return true;
            }
        }
        boolean drive = path.length() > 2
                && isLetterOrDigit(path.charAt(0))
                && path.charAt(1) == ':'
                && "/\\".indexOf(path.charAt(2)) >= 0;
        return drive
                || path.startsWith("~/")
                || path.startsWith("./")
                || path.startsWith("../")
                || lower.startsWith("file:")
                || (path.startsWith("/") && path.indexOf('/', 1) > 1 && hasWords(path));
    }

    /** Whether the parts of a path look like words: base64, which may begin with a slash, mixes its letters. */
    private static boolean hasWords(String path) {
        boolean mixed = false;
        for (int i = 1; i < path.length() && !mixed; i++) {
            char c = path.charAt(i);
            char before = path.charAt(i - 1);
            boolean upper = c >= 'A' && c <= 'Z';
            mixed = c == '+' || c == '=' || (upper && before >= 'a' && before <= 'z');
        }
        return !mixed || path.indexOf('.') > 0;
    }

    private static boolean isPercentEncoded(String text) {
        for (int i = text.indexOf('%'); i >= 0 && i + 2 < text.length(); i = text.indexOf('%', i + 1)) {
            if (Character.digit(text.charAt(i + 1), 16) >= 0 && Character.digit(text.charAt(i + 2), 16) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text is base64 of a text, as nothing is by chance. */
    private static boolean isEncodedTwice(String text) {
        if (text.length() < SHORTEST_BASE64) {
            return false;
        }
        try {
            byte[] decoded = Base64Bytes.decoded(text);
            return Checks.isVisibleAscii(new String(decoded, StandardCharsets.ISO_8859_1).strip());
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
