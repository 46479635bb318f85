package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.PercentEncoding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes text that a service sent fit for messages and logs: one line, bounded, without secrets. */
public final class Redactor {
    private static final int MAX_LENGTH = 2048;
    private static final String STARS = "***";

    /** More than this is never looked at: an error page may have megabytes. */
    private static final int MAX_READ = 32 * MAX_LENGTH;

    /** A shorter secret would star out ordinary words and so tell more than it hides. */
    private static final int SHORTEST = 4;

    private Redactor() {}

    /** Removes these secrets, and whatever has the form of one. */
    public static String withoutSecrets(String text, List<Secret> secrets) {
        // One line first: a service that breaks a secret with an invisible character must not get it past the search.
        String line = oneLine(text, MAX_READ);
        int longest = 0;
        for (Secret secret : secrets) {
            if (text.length() <= MAX_READ && isLonger(secret.reveal(), line)) {
                continue; // mostly: a status is a word, an access key has twenty characters and more
            }
            for (String form : forms(oneLine(secret.reveal(), MAX_READ))) {
                line = form.length() < SHORTEST ? line : line.replace(form, STARS);
                longest = Math.max(longest, form.length());
            }
        }
        if (text.length() > MAX_READ) {
            // What was cut off may have been the rest of a secret.
            line = line.substring(0, Math.max(0, line.length() - longest));
        }
        return oneLine(isWord(line) ? line : SecretForms.hide(line), MAX_LENGTH);
    }

    /** A status is mostly one word, and no form of a secret is: each has a dot, a gap, an equals sign or a colon. */
    private static boolean isWord(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** Whether a secret is too long to be in a line, in whatever form: none is shorter than the secret as it is on one line. */
    private static boolean isLonger(String secret, String line) {
        return secret.length() > line.length() && Checks.isVisibleAscii(secret);
    }

    /** As it is, as JSON may write it, and as a URL must. */
    private static Set<String> forms(String secret) {
        return new LinkedHashSet<>(List.of(secret, secret.replace("/", "\\/"), PercentEncoding.encode(secret)));
    }

    /** Collapses white space and drops every other control or format character. */
    public static String oneLine(String text) {
        return oneLine(text, MAX_LENGTH);
    }

    private static String oneLine(String text, int maxLength) {
        if (text.length() <= maxLength && isWord(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), maxLength));
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                gap = line.length() > 0;
            } else if (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT) {
                if (line.length() + Character.charCount(c) + (gap ? 1 : 0) > maxLength) {
                    break;
                }
                if (gap) {
                    line.append(' ');
                    gap = false;
                }
                line.appendCodePoint(c);
            }
        }
        return line.toString();
    }

    /** What gives a secret away that nobody told us. Loaded when needed: its patterns are 20 classes. */
    private static final class SecretForms {
        /** A Yandex IAM token, known by its form: it may be another one than the call's. */
        private static final Pattern TOKEN = Pattern.compile("t1\\.[A-Za-z0-9_=-]{1,4096}\\.[A-Za-z0-9_=-]{1,4096}");

        /**
         * A signed JSON web token, known by its form: what is exchanged for credentials is none of the call's own. It may follow
         * upon other letters, as in {@code %3DeyJ}, so the search begins with the word (group 1) that it is in, and only where the
         * dots of a token follow: no word is then read more than a few times, since text is hostile.
         */
        private static final Pattern WEB_TOKEN =
                Pattern.compile("(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]{4,}+\\.)"
                        + "([A-Za-z0-9_-]*?)eyJ[A-Za-z0-9_-]{4,}+\\.[A-Za-z0-9_-]{4,}+\\.[A-Za-z0-9_.-]*+");

        private static final Pattern AUTHORIZATION =
                Pattern.compile("(?i)\\b(bearer|basic)\\s{1,8}[A-Za-z0-9._~+/=-]{8,}");

        /** Name and value, where the name says that the value is secret. All repeats but the last are bounded: text is hostile. */
        private static final Pattern PAIR =
                Pattern.compile("(?i)((?:secret|passw(?:or)?d|signature|token|authorization|private[_-]?key|sessionkey)"
                        + "[a-z0-9_.-]{0,40}\\\\?[\"']?\\s{0,8}[=:]\\s{0,8}\\\\?[\"']?)([^\\s\"'&,;<>}\\\\]{4,})");

        static String hide(String text) {
            String line = TOKEN.matcher(text).replaceAll(STARS);
            line = WEB_TOKEN.matcher(line).replaceAll("$1" + STARS);
            line = AUTHORIZATION.matcher(line).replaceAll("$1 " + STARS);
            return PAIR.matcher(line).replaceAll("$1" + STARS);
        }
    }
}
