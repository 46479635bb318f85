package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Secret;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes text from a service fit for messages and logs: one line, limited in length, without secrets. */
public final class Redactor {
    private static final int MAX_LENGTH = 2048;
    private static final String STARS = "***";

    /** Text beyond this is never read: an error page may have megabytes. */
    private static final int MAX_READ = 32 * MAX_LENGTH;

    /** Codes and names are not longer. */
    private static final int MAX_CODE = 64;

    /** Texts may have this many characters in common by chance. They fit into an int. */
    private static final int SAMPLE = 4;

    /** Of the digits in a UUID. */
    private static final int SHORTEST_GROUP = 4;

    /** A run of groups has at most three separators. */
    private static final int DIGITS_OF_A_RUN = SecretTraces.RUN - 3;

    /** From the start of one sample to that of the next: the digits of each run contain one as a whole. */
    private static final int BETWEEN_SAMPLES = DIGITS_OF_A_RUN - SAMPLE + 1;

    private static final int NO_SAMPLE = 0;
    private static final long ALL_MARKS = -1;

    /** A run with this many different characters is not there by chance. */
    private static final int TELLING = 5;

    private static final String WITHHELD =
            "(withheld, since a secret of fewer than 8 characters is in use and cannot be told from other text: use a"
                    + " longer one to see what the service says)";

    private Redactor() {}

    /**
     * Whether a text is so plain that it shows part of a secret only if {@link #mayShow} says that it may: a status is a word
     * that is shorter than a run, and a request id consists of hexadecimal digits.
     */
    static boolean isPlain(String text) {
        return isShortWord(text) || (isHexadecimal(text) && !spellsText(text));
    }

    /** Whether a plain text may show part of one of these secrets. */
    static boolean mayShow(String plain, List<Secret> secrets) {
        for (int i = 0; i < secrets.size(); i++) {
            if (mayShow(plain, secrets.get(i).reveal(), 0)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a plain text may show part of the secret with which another text ends, from this place on. */
    static boolean mayShow(String plain, String withSecret, int start) {
        return start < withSecret.length() && (isSpecial(withSecret, start) || sharesRun(plain, withSecret, start));
    }

    /** Whether a secret has no run, or may be spelled by digits that are not those of printable characters. */
    private static boolean isSpecial(String withSecret, int start) {
        int telling = 0;
        for (int i = start; i < withSecret.length(); i++) {
            char c = withSecret.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                return true;
            }
            telling += SecretGrams.isDropped(c) ? 0 : 1;
        }
        return telling < SecretTraces.RUN;
    }

    private static boolean isShortWord(String text) {
        return text.length() < SecretTraces.RUN && isWord(text);
    }

    /** In groups of digits that are as long as those of a UUID, not in single bytes. */
    private static boolean isHexadecimal(String text) {
        int group = SHORTEST_GROUP;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSeparator(c)) {
                if (group < SHORTEST_GROUP) {
                    return false;
                }
                group = 0;
            } else if (c < 0x80 && Character.digit(c, 16) >= 0) {
                group++;
            } else {
                return false;
            }
        }
        return group >= SHORTEST_GROUP;
    }

    /**
     * Whether hexadecimal digits spell a run of printable characters, in ASCII or UTF-16: those of a secret may, and those of
     * random numbers hardly ever do.
     */
    private static boolean spellsText(String digits) {
        int last = -1;
        int spelled = 0; // up to the last digit
        int before = 0; // up to the one before it
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0) {
                continue; // stands between two groups
            }
            boolean isHalf = last == 0 && digit == 0; // of a character in UTF-16
            boolean isPrintable = last >= 2 && last <= 7;
            int now = isHalf ? before : isPrintable ? before + 1 : 0;
            if (now >= SecretTraces.RUN) {
                return true;
            }
            before = spelled;
            spelled = now;
            last = digit;
        }
        return false;
    }

    /**
     * Whether the texts may have a run in common, in whatever groups its characters stand: it would contain one of the samples of
     * the first.
     */
    private static boolean sharesRun(String text, String withSecret, int start) {
        if (text.length() < SecretTraces.RUN) {
            return false;
        }
        long marks = marks(text, NO_SAMPLE);
        int last = 0;
        for (int i = start; i < withSecret.length(); i++) {
            char c = withSecret.charAt(i);
            if (!isSeparator(c) && !SecretGrams.isDropped(c)) {
                last = lastFour(last, c);
                if ((marks & mark(last)) != 0 && marks(text, last) == ALL_MARKS) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == ':';
    }

    /** The marks of all samples of a text, whose separators do not count; all marks there are if one of the samples is wanted. */
    private static long marks(String text, int wanted) {
        long marks = 0;
        int last = 0;
        int toNext = SAMPLE;
        for (int i = 0; i < text.length(); i++) {
            if (!isSeparator(text.charAt(i))) {
                last = lastFour(last, text.charAt(i));
                toNext--;
                if (toNext == 0) {
                    if (last == wanted) {
                        return ALL_MARKS;
                    }
                    marks |= mark(last);
                    toNext = BETWEEN_SAMPLES;
                }
            }
        }
        return marks;
    }

    /** One bit of 64, by which most characters are told from those of a few samples. */
    private static long mark(int four) {
        return 1L << ((four * 0x9E3779B9) >>> (Integer.SIZE - 6));
    }

    /** The last four characters of a text, a byte each, with letters in lower case. */
    private static int lastFour(int before, char next) {
        return (before << 8) | ((next | ' ') & 0xff);
    }

    /**
     * A quick test for {@link #holds}: false only if it would return false. Every name in every response is tested, so this
     * allocates nothing.
     */
    static boolean mayHold(String text, SecretGrams secrets) {
        return secrets.mayBeIn(text)
                || HexText.maySpell(text, secrets)
                || Base64Text.maySpell(text, secrets)
                || SpacedText.mayBeIn(text);
    }

    /**
     * Whether a text contains a run of a secret, in whatever form. A run of few different characters, such as zeros with a number
     * behind them, is in many ids by chance, and says nothing about a secret.
     */
    static boolean holds(String text, SecretTraces secrets) {
        String line = OneLine.of(text, MAX_READ);
        BitSet hidden = new BitSet();
        CanonicalText literal = CanonicalText.literal(line);
        for (CanonicalText form : forms(line, literal, unescaped(line, literal))) {
            secrets.mark(form, hidden);
        }
        for (int start = hidden.nextSetBit(0); start >= 0; ) {
            int end = hidden.nextClearBit(start);
            if (line.substring(start, end).chars().distinct().limit(TELLING).count() == TELLING) {
                return true;
            }
            start = hidden.nextSetBit(end);
        }
        return false;
    }

    /** The text without its escapes: the literal one itself, if it has none. Most have none, and are searched once. */
    private static CanonicalText unescaped(String text, CanonicalText literal) {
        return CanonicalText.mayBeEscaped(text) ? CanonicalText.unescaped(text) : literal;
    }

    /**
     * All that the text may mean, and what its hexadecimal digits and its base64 spell; also if everything in it that looks like an escape is
     * one.
     */
    private static List<CanonicalText> forms(String text, CanonicalText literal, CanonicalText unescaped) {
        List<CanonicalText> forms = new ArrayList<>();
        addForms(literal, forms);
        if (unescaped != literal) {
            addForms(unescaped, forms);
            forms.add(CanonicalText.unescapedOnce(text).folded());
        }
        if (CanonicalText.mayBeLoose(text)) {
            forms.add(CanonicalText.loose(text, true).folded());
            forms.add(CanonicalText.loose(text, false).folded());
        }
        return forms;
    }

    private static void addForms(CanonicalText text, List<CanonicalText> forms) {
        CanonicalText folded = text.folded();
        forms.add(folded);
        forms.addAll(HexText.in(text));
        forms.addAll(Base64Text.in(text));
        CanonicalText spaced = SpacedText.in(folded);
        if (!spaced.isEmpty()) {
            forms.add(spaced);
        }
    }

    /** Removes these secrets, and everything that looks like a secret. */
    static String withoutSecrets(String text, List<SecretTraces> secrets) {
        // One line first: a service that breaks a secret with an invisible character must not get it past the search.
        String line = OneLine.of(text, MAX_READ);
        if (line.isEmpty()) {
            return line;
        }
        int longest = 0;
        BitSet hidden = new BitSet(line.length());
        CanonicalText literal = CanonicalText.literal(line);
        CanonicalText unescaped = unescaped(line, literal);
        List<CanonicalText> forms = forms(line, literal, unescaped);
        for (SecretTraces traces : secrets) {
            if (traces.hasShort() && (!isCode(line) || traces.isShortIn(line))) {
                return WITHHELD;
            }
            forms.forEach(form -> traces.mark(form, hidden));
            longest = Math.max(longest, traces.longest());
        }
        if (!isWord(line)) {
            SecretForms.mark(literal, hidden);
            if (unescaped != literal) {
                SecretForms.mark(unescaped, hidden);
            }
        }
        // The part that was cut off may have been the rest of a secret.
        int end = text.length() > MAX_READ ? Math.max(0, line.length() - longest) : line.length();
        return OneLine.of(starred(line.substring(0, end), hidden), MAX_LENGTH);
    }

    private static String starred(String line, BitSet hidden) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < line.length(); ) {
            int start = Math.min(line.length(), hidden.nextSetBit(i) < 0 ? line.length() : hidden.nextSetBit(i));
            shown.append(line, i, start);
            i = start;
            if (start < line.length()) {
                shown.append(STARS);
                i = hidden.nextClearBit(start);
                while (i < line.length() && line.charAt(i) == '=') {
                    i++; // the padding of a hidden secret
                }
            }
        }
        return shown.toString();
    }

    /** A status is usually one word. A secret of a known form never is: each has a dot, a space, an equals sign or a colon. */
    private static boolean isWord(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isCode(String line) {
        return line.length() <= MAX_CODE && isWord(line.replace('.', '_').replace(':', '_'));
    }

    /** Collapses white space and drops every other control or format character. */
    public static String oneLine(String text) {
        return OneLine.of(text, MAX_LENGTH);
    }

    /** Patterns of secrets that are not known to us. Loaded on demand, since they are 20 classes. */
    private static final class SecretForms {
        /** A Yandex IAM token, recognized by its form: it may be another one than the call's. */
        private static final Pattern TOKEN = Pattern.compile("t1\\.[A-Za-z0-9_=-]{1,4096}\\.[A-Za-z0-9_=-]{1,4096}");

        /**
         * A signed JSON Web Token, recognized by its form: a token that is exchanged for credentials is not among the call's
         * own. It may follow other letters, as in {@code %3DeyJ}, so the search starts with the word that it is in, and only if
         * the dots of a token follow. This way no word is read more than a few times, which matters because the text is
         * hostile.
         */
        private static final Pattern WEB_TOKEN =
                Pattern.compile("(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]{4,}+\\.)"
                        + "[A-Za-z0-9_-]*?(eyJ[A-Za-z0-9_-]{4,}+\\.[A-Za-z0-9_-]{4,}+\\.[A-Za-z0-9_.-]*+)");

        private static final Pattern AUTHORIZATION =
                Pattern.compile("(?i)\\b(?:bearer|basic)\\s{1,8}([A-Za-z0-9._~+/=-]{8,})");

        /**
         * A name and its value, if the name says that the value is secret. All repetitions but the last are bounded, because
         * the text is hostile.
         */
        private static final Pattern PAIR =
                Pattern.compile("(?i)(?:secret|passw(?:or)?d|signature|token|authorization|private[_-]?key|sessionkey)"
                        + "[a-z0-9_.-]{0,40}\\\\?[\"']?\\s{0,8}[=:]\\s{0,8}\\\\?[\"']?([^\\s\"'&,;<>}\\\\]{4,})");

        /** The group of each pattern that is secret; all of it for tokens. */
        private static final Map<Pattern, Integer> SECRET_GROUP =
                Map.of(TOKEN, 0, WEB_TOKEN, 1, AUTHORIZATION, 1, PAIR, 1);

        static void mark(CanonicalText text, BitSet hidden) {
            SECRET_GROUP.forEach((pattern, group) -> {
                Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    hidden.set(text.from(matcher.start(group)), text.to(matcher.end(group) - 1));
                }
            });
        }
    }
}
