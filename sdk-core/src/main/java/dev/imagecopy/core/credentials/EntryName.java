package dev.imagecopy.core.credentials;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells the names that people and tools give to entries from what comes to stand in their place: the rest of a token that was
 * broken into lines, and secrets. Names consist of words; base64 and keys mix letters of both cases and digits.
 */
final class EntryName {
    /** In one case but for its first letters, and with a number at most. */
    private static final String WORD =
            "(?>[A-Z]{0,4}[a-z]{2,}(?:[A-Z]{1,4}[a-z]{2,})*(?:[A-Z][a-z])?|[A-Z]+|[a-z])[0-9]{0,4}";

    /** Words with separators between them, behind which one may begin with a number, or a capital behind a number. */
    private static final Pattern WORDS = Pattern.compile(
            "WORD(?:[_. -](?:WORD|[0-9]{1,4}[a-z]{0,4})|(?<=[0-9])(?=[A-Z][a-z]{2})WORD)*".replace("WORD", WORD));

    /** The pattern recurses for each word. */
    private static final int LONGEST = 200;

    private static final Pattern SEPARATOR = Pattern.compile("[_. -]");

    /** A word of seven letters and more, or joined ones of ten, that can be spoken. */
    private static final Pattern SPEAKABLE = Pattern.compile("(?i:(?=.*[aeiouy])(?!.*[b-df-hj-np-tv-xz]{5}))"
            + "(?:[A-Za-z][a-z]{6,}|[A-Z]{7,}|(?=[A-Za-z]{10})[A-Za-z][a-z]{3,}(?:[A-Z][a-z]{2,})+(?:Id)?)[0-9]{0,2}");

    /** Fewer letters and digits than these may be words with a separator by chance. */
    private static final int FEWEST_IN_WORDS = 5;

    /** Usual names that are too short to be told by their letters; chance hardly finds one of a list. */
    private static final Set<String> USUAL = Set.of(
            "agency", "az", "ca", "cache", "city", "client", "date", "debug", "desc", "dns", "domain", "ec2", "ecs",
            "email", "env", "expiry", "file", "format", "group", "host", "iam", "id", "ipv4", "ipv6", "key", "keyid",
            "kms", "label", "lang", "level", "locale", "log", "mfa", "mode", "name", "note", "notes", "oss", "output",
            "owner", "path", "port", "proxy", "region", "remark", "retry", "role", "roleid", "s3", "scope", "secret",
            "server", "site", "source", "ssl", "sso", "stage", "state", "status", "sts", "tag", "tags", "target",
            "team", "tenant", "title", "tls", "todo", "token", "ttl", "type", "uri", "url", "user", "vendor", "verify",
            "vpc", "x509", "zone");

    /** Shorter texts than these are not told from names such as {@code EC2InstanceId}. */
    private static final int SHORTEST_RANDOM = 16;

    private EntryName() {}

    /** Whether a text consists of words, as names do. One of 35 random ends of tokens does so. */
    static boolean isWords(String name) {
        return name.length() <= LONGEST && WORDS.matcher(name).matches();
    }

    /** Whether a text is a name even where the end of a token may stand, of which one of 7,000 looks like one. */
    static boolean isEvident(String name) {
        if (!isWords(name)) {
            return false;
        }
        String letters = SEPARATOR.matcher(name).replaceAll("");
        return letters.length() < name.length()
                ? letters.length() >= FEWEST_IN_WORDS
                : SPEAKABLE.matcher(name).matches() || USUAL.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a text of 16 characters or more may be a key or the rest of a token, and consists of no words. */
    static boolean isRandom(String name) {
        return name.length() >= SHORTEST_RANDOM && RandomText.mayBe(name) && !isWords(name);
    }
}
