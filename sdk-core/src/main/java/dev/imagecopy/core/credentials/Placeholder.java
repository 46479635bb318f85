package dev.imagecopy.core.credentials;

import dev.imagecopy.core.spi.Checks;
import java.util.Locale;

/**
 * What stands for a secret in examples, templates, logs and encrypted files. Secrets consist of letters, digits and {@code +/=_.-}, so
 * brackets and stars are in none; only unmistakable words count.
 * Uses no regular expressions, which load 60 classes at a client's first call.
 */
final class Placeholder {
    private static final String[] NOTHINGS = {
        "null",
        "nil",
        "none",
        "undefined",
        "n/a",
        "changeme",
        "change-me",
        "change_me",
        "replaceme",
        "replace-me",
        "replace_me",
        "todo",
        "tbd",
        "redacted",
        "masked",
        "data+omitted", // kubectl config view
        "placeholder"
    };

    /** What templates put around a name. */
    private static final String[][] BRACKETS = {
        {"<", ">"},
        {"{{", "}}"},
        {"${", "}"},
        {"$(", ")"},
        {"#{", "}"},
        {"((", "))"},
        {"%", "%"},
        {"__", "__"},
        {"@@", "@@"},
        {"ENC(", ")"},
        {"\u00ab", "\u00bb"}
    };

    /** What else is around a name or words, but also around other texts. */
    private static final String[] PLAIN_BRACKETS = {"{}", "[]", "()"};

    /** What templates have inside of a text. */
    private static final String[][] INNER = {{"<", ">"}, {"{{", "}}"}, {"${", "}"}, {"$(", ")"}};

    /** How examples tell what to do. */
    private static final String[] ORDERS = {"your", "replace-with", "replace_with", "replace with"};

    /** How encrypted values begin, and which tool has encrypted them. */
    private static final String[][] ENCRYPTED = {
        {"ENC[AES256_GCM", "sops"},
        {"$ANSIBLE_VAULT;", "Ansible Vault"},
        {"!vault |", "Ansible Vault"},
        {"vault:v1:", "Vault"},
        {"{cipher}", "Spring"}
    };

    private static final int FEWEST = 3;

    /** So many crosses in a row are in no key by chance. */
    private static final String CROSSES = "xxxxxxxx";

    private Placeholder() {}

    /** Whether a text, without what tools put around it, stands for a value that was never filled in. */
    static boolean is(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String nothing : NOTHINGS) {
            if (lower.equals(nothing)) {
                return true;
            }
        }
        for (String[] pair : BRACKETS) {
            if (text.length() > pair[0].length() + pair[1].length()
                    && text.startsWith(pair[0])
                    && text.endsWith(pair[1])) {
                return true;
            }
        }
        return isOrder(lower) || isVariable(text) || isMasked(lower) || isCut(text) || isBracedName(text);
    }

    /** Whether a part of a text is a template. */
    static boolean in(String text) {
        boolean found = false;
        for (String[] pair : INNER) {
            int open = text.indexOf(pair[0]);
            found |= open >= 0 && text.indexOf(pair[1], open) > open + pair[0].length();
        }
        return found;
    }

    /** The tool that has encrypted a value, as its first characters say; empty if none has. */
    static String encryptedBy(String text) {
        for (String[] form : ENCRYPTED) {
            if (text.startsWith(form[0])) {
                return form[1];
            }
        }
        return "";
    }

    /** Words such as {@code your-token} or {@code insert_key_here}. The vendors' own vectors are signed by YourAccessKeySecret. */
    private static boolean isOrder(String lower) {
        for (String order : ORDERS) {
            boolean begins = lower.startsWith(order) && lower.length() > order.length();
            if (begins && "-_ ".indexOf(lower.charAt(order.length())) >= 0) {
                return true;
            }
        }
        boolean here = lower.endsWith("-here") || lower.endsWith("_here") || lower.endsWith(" here");
        return here && Checks.all(lower, c -> (c >= 'a' && c <= 'z') || "-_ ".indexOf(c) >= 0);
    }

    /** A name or words in brackets, for example {@code {your ak string}} or {@code [REDACTED]}; JSON has quotes. */
    private static boolean isBracedName(String text) {
        int last = text.length() - 1;
        boolean found = false;
        for (String pair : PLAIN_BRACKETS) {
            found |= last > 1
                    && text.charAt(0) == pair.charAt(0)
                    && text.charAt(last) == pair.charAt(1)
                    && Checks.all(text.substring(1, last), c -> " _-.".indexOf(c) >= 0 || isLetterOrDigit((char) c));
        }
        return found;
    }

    /** A shell's variable. */
    private static boolean isVariable(String text) {
        return text.length() > 1
                && text.charAt(0) == '$'
                && !isDigit(text.charAt(1))
                && Checks.all(text.substring(1), c -> c == '_' || isLetterOrDigit((char) c));
    }

    /** Stars, crosses or dots alone, also in groups, or many of them among others. */
    private static boolean isMasked(String lower) {
        boolean alone = lower.length() >= FEWEST
                && "x*.-?_\u2022".indexOf(lower.charAt(0)) >= 0
                && Checks.all(lower, c -> c == lower.charAt(0) || (c == '-' && lower.charAt(0) == 'x'));
        return alone || lower.contains("**") || lower.contains("\u2022\u2022") || lower.contains(CROSSES);
    }

    /** Whether dots say that the rest has been left out. */
    private static boolean isCut(String text) {
        return text.endsWith("...") || text.indexOf('\u2026') >= 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
