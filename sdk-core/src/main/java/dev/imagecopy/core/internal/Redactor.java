package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Secret;
import java.util.List;
import java.util.regex.Pattern;

/** Makes text that a service sent fit for messages and logs: one line, bounded, without secrets. */
final class Redactor {
    private static final int MAX_LENGTH = 2048;
    private static final String STARS = "***";

    /** Yandex IAM tokens, signatures in Authorization form, and name-value pairs whose name says that they are secret. */
    private static final Pattern TOKEN = Pattern.compile("t1\\.[A-Za-z0-9_=-]+\\.[A-Za-z0-9_=-]+");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,}");
    private static final Pattern PAIR = Pattern.compile("(?i)([\"']?[a-z0-9_.-]*"
            + "(?:secret|passw(?:or)?d|signature|token|authorization|private[_-]?key|sessionkey)[a-z0-9_.-]*"
            + "[\"']?\\s*[=:]\\s*[\"']?)([^\\s\"'&,;<>}]{4,})");

    private Redactor() {}

    static String clean(String text, List<Secret> secrets) {
        String redacted = text.length() > 4 * MAX_LENGTH ? text.substring(0, 4 * MAX_LENGTH) : text;
        for (Secret secret : secrets) {
            String value = secret.reveal();
            // A very short secret would star out ordinary words and so tell more than it hides.
            redacted = value.length() < 4 ? redacted : redacted.replace(value, STARS);
        }
        redacted = TOKEN.matcher(redacted).replaceAll(STARS);
        redacted = BEARER.matcher(redacted).replaceAll("$1 " + STARS);
        redacted = PAIR.matcher(redacted).replaceAll("$1" + STARS);
        return oneLine(redacted);
    }

    /** Collapses white space and drops every other control or format character. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        boolean gap = false;
        for (int i = 0; i < text.length() && line.length() < MAX_LENGTH; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c)) {
                gap = line.length() > 0;
            } else if (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT) {
                if (gap) {
                    line.append(' ');
                    gap = false;
                }
                line.appendCodePoint(c);
            }
        }
        return line.toString();
    }
}
