package dev.imagecopy.cli.output;

import dev.imagecopy.core.credentials.MisplacedSecret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

    /** What vendors begin their secrets with, each with how long it is at least. */
    private static final List<Pattern> VENDORS = List.of(
            Pattern.compile("(LTAI|STS\\.|TMP\\.)[A-Za-z0-9]{12,}"), // Alibaba Cloud: access keys
            Pattern.compile("t1\\.[A-Za-z0-9_-]{20,}.*"), // Yandex Cloud: IAM tokens
            Pattern.compile("y[0-3]_[A-Za-z0-9_-]{20,}"), // Yandex: OAuth tokens
            Pattern.compile("AQVN[A-Za-z0-9_-]{30,}"), // Yandex Cloud: API keys
            Pattern.compile("YCAJE[A-Za-z0-9_-]{20}|YC[M-P][A-Za-z0-9_-]{37}"), // Yandex Cloud: static keys
            Pattern.compile("(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[A-Z0-9]{20}"), // Huawei Cloud: access keys
            Pattern.compile("MI[IJ][A-Za-z0-9+/_-]{60,}=*"), // Huawei Cloud: tokens; keys in DER
            Pattern.compile("(AKIA|ASIA)[A-Z0-9]{16}"), // AWS
            Pattern.compile("AIza[A-Za-z0-9_-]{35}"), // Google
            Pattern.compile("gh[opsu]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|glpat-[A-Za-z0-9_-]{20,}"),
            Pattern.compile("xox[abp]-[A-Za-z0-9-]{10,}"), // Slack
            Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{4,}.*")); // JSON web tokens

    private static final Pattern HEADER =
            Pattern.compile("\\b(bearer|basic|oauth|api-key)[ :]+[A-Za-z0-9._~+/=-]{16,}", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD_ENDS = Pattern.compile("[\\s,;=\"'`]+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern NAME_ENDS = Pattern.compile("[/\\\\]+");
    private static final Pattern PIECE_ENDS = Pattern.compile("[:;,|@?&#=\\s\"'`]+");
    private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");
    private static final Pattern DOCUMENT = Pattern.compile("\\{\\s*\"[^\"]*\"\\s*:");

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

    /** What kind of secret a value is, or contains as one of its words; empty if it may be anything. */
    public static Optional<String> inValue(String value) {
        String kind = MisplacedSecret.kind(value);
        if (!kind.isEmpty()) {
            return Optional.of(kind);
        }
        if (HEADER.matcher(value).find()) {
            return Optional.of("a header with a token");
        }
        if (DOCUMENT.matcher(value).find()) {
            return Optional.of("JSON");
        }
        return inWords(value);
    }

    /** What kind of secret a word of a command line is or contains. */
    static Optional<String> inWord(String word) {
        String visible = visible(word);
        return inValue(visible).or(() -> inPieces(visible));
    }

    /** A text without the characters that nobody sees, and that pages and chats put into what is copied from them. */
    static String visible(String text) {
        return INVISIBLE.matcher(text).replaceAll("");
    }

    /** What kind of secret a path, an address or a setting contains: as a part of it, with or without an ending. */
    static Optional<String> inPieces(String text) {
        for (String name : NAME_ENDS.split(text, -1)) {
            Optional<String> kind = inValue(name);
            for (String piece : PIECE_ENDS.split(name, -1)) {
                kind = kind.or(() -> inValue(piece))
                        .or(() -> inValue(ENDING.matcher(piece).replaceFirst("")));
            }
            if (kind.isPresent()) {
                return kind;
            }
        }
        return Optional.empty();
    }

    /** What kind of secret a comment contains: as in a value, but a document may be an example. */
    public static Optional<String> inComment(String comment) {
        return comment.contains("-----BEGIN ") ? Optional.of("a PEM block") : inWords(comment);
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

    private static Optional<String> inWords(String value) {
        for (String word : WORD_ENDS.split(value, -1)) {
            String found = MisplacedSecret.kind(word);
            if (!found.isEmpty() && !found.equals("JSON")) {
                return Optional.of(found);
            }
            if (VENDORS.stream().anyMatch(vendor -> vendor.matcher(word).matches())) {
                return Optional.of("a key or token of a vendor");
            }
        }
        return Optional.empty();
    }
}
