package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON from settings and files, in the forms in which tools and secret stores write it: after a byte order mark, in
 * quotes, in base64 (also twice, and of UTF-16), percent-encoded, with raw line breaks inside strings, as an editor or a shell leaves them in a key, and with
 * characters that cannot be seen, as text copied from a web page has them. No message shows
 * any part of it.
 */
public final class SettingJson {
    private static final int MAX_LAYERS = 3;

    private SettingJson() {}

    /**
     * Finds the document in the value of a setting.
     *
     * @return strict JSON if the text contains any, otherwise the text as it is
     */
    public static byte[] document(String text) {
        return escaped(plain(MisplacedSecret.bare(text))).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Creates the exception for a text that is not JSON.
     *
     * @param what the name of the text in messages, for example {@code the authorized key}
     */
    public static CredentialsException refused(String text, String what) {
        return refused(text, what, "");
    }

    /**
     * Creates the exception for a text that is not JSON.
     *
     * @param what the name of the text in messages, for example {@code the command line's configuration}
     * @param other where a file with sections belongs, for the message, since vendors have tools of both kinds: a clause such as
     *     {@code which belongs in NAME}; may be empty
     */
    public static CredentialsException refused(String text, String what, String other) {
        String known = KnownDocument.name(text);
        String kind = known.isEmpty() ? MisplacedSecret.kind(text) : known + KnownDocument.advice(known);
        boolean broken = kind.isEmpty() || kind.startsWith("JSON");
        boolean sections = !other.isEmpty() && !ProfileFile.sections(text).isEmpty();
        String reason = sections
                ? " must be JSON, but is a file with sections, " + other
                : broken
                        ? " is not JSON" + (flaw(text).isEmpty() ? "" : ": " + flaw(text))
                        : " must be JSON, but is " + kind;
        return new CredentialsException(what + reason, ErrorContext.none(false), null);
    }

    /**
     * Says why a text that looks like JSON is none: a comment, a comma too many, typographic quotes, a name that is there twice. A clause for a
     * message, which shows no part of the text; empty for any other reason.
     */
    public static String flaw(String text) {
        if (!MisplacedSecret.kind(text).startsWith("JSON")
                && !MisplacedSecret.bare(text).startsWith("{")) {
            return "";
        }
        String bare = plain(MisplacedSecret.bare(text));
        int start = text.indexOf(bare);
        // Lines are counted in the text as people see it, unless that is encoded.
        String flaw = start < 0 ? JsonFlaw.of(bare, 0, bare.length()) : JsonFlaw.of(text, start, start + bare.length());
        return flaw.isEmpty() && JsonFlaw.namesTwice(document(text)) ? JsonFlaw.TWICE : flaw;
    }

    private static String plain(String text) {
        String bare = text;
        for (int layers = 0; layers < MAX_LAYERS; layers++) {
            String inside = decoded(bare);
            if (inside.equals(bare)) {
                break;
            }
            bare = inside;
        }
        // A document that was written as a JSON string, quotes and all.
        return bare.startsWith("{\\\"") || bare.startsWith("{\\n")
                ? bare.replace("\\\\", "\0")
                        .replace("\\\"", "\"")
                        .replace("\\n", "\n")
                        .replace('\0', '\\')
                : bare;
    }

    /** Removes one encoding of a text that is JSON inside. */
    private static String decoded(String bare) {
        if (MisplacedSecret.kind(bare).equals("JSON in base64")) {
            return MisplacedSecret.bare(EncodedText.decoded(bare));
        }
        try {
            return MisplacedSecret.isEncodedJson(bare)
                    ? MisplacedSecret.bare(URLDecoder.decode(bare, StandardCharsets.UTF_8))
                    : bare;
        } catch (IllegalArgumentException damaged) {
            return bare;
        }
    }

    /**
     * Escapes control characters inside strings as JSON requires, and takes characters that cannot be seen for spaces between tokens and
     * for nothing in names, where they have no meaning. Values keep them.
     */
    private static String escaped(String json) {
        StringBuilder escaped = new StringBuilder(json.length() + 64);
        boolean inString = false;
        boolean inName = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"' && !isEscape(json, i)) {
                inString = !inString;
                inName = inString && isName(json, i);
            }
            if (inString && (c == '\n' || c == '\r' || c == '\t')) {
                escaped.append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
            } else if ((inString && !inName) || !HiddenCharacters.isHidden(c)) {
                escaped.append(c);
            } else if (!inString) {
                escaped.append(' ');
            }
        }
        return escaped.toString();
    }

    /** Whether the string that begins at an index is a name: a colon follows it. */
    private static boolean isName(String json, int start) {
        int end = json.indexOf('"', start + 1);
        while (end >= 0 && isEscape(json, end)) {
            end = json.indexOf('"', end + 1);
        }
        int next = end + 1;
        while (end >= 0
                && next < json.length()
                && (Character.isWhitespace(json.charAt(next)) || HiddenCharacters.isHidden(json.charAt(next)))) {
            next++;
        }
        return end >= 0 && next < json.length() && json.charAt(next) == ':';
    }

    /** Whether the character at an index is escaped, that is, follows an odd number of backslashes. */
    private static boolean isEscape(String json, int place) {
        int slashes = 0;
        while (place - slashes > 0 && json.charAt(place - slashes - 1) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }
}
