package dev.imagecopy.core.credentials;

/**
 * Tells random letters and digits from names. Names consist of words and numbers: most of their lower-case letters follow the letter
 * before them in some language, and most of their digits stand together. In random texts, letters of both cases and digits
 * alternate, and every second pair of letters is in no word.
 *
 * <p>Of random keys of 30 letters and digits, 99 in 100 are recognized, of longer ones more. Uses no regular expressions, as
 * {@link MisplacedSecret} uses none.
 */
public final class RandomText {
    /**
     * The letters that follow each letter, from a to z, in 98 of 100 places in English words, in Pinyin, German and transliterated
     * Russian, and in names of software such as {@code xrdp}.
     */
    private static final String[] NEXT = {
        "abcdfgiklmnprstuvwxyz",
        "abceijlorsuy",
        "acdehiklmoprstuy",
        "abcdefgiklmnoprsuy",
        "abcdefghijklmnopqrstuvwxy",
        "aefilorstuy",
        "abeghilmnoprsu",
        "adeimortuvy",
        "abcdefgklmnoprstuvxz",
        "adeosu",
        "abehilosuv",
        "abcdefiklmopstuvy",
        "abcdeilmopqsuy",
        "abcdefgijklnoprstuvy",
        "abcdfgijklmnoprstuvwxy",
        "acdeghiklmoprstuvy",
        "cilu",
        "abcdefghiklmnoprstuvy",
        "abcdefhiklmnopqstuvwy",
        "abcdefhijlmoprstuwy",
        "abcdegijlmnpqrstwx",
        "adeimopu",
        "aehinorsux",
        "ceiprt",
        "abceilmnopstu",
        "aehio"
    };

    /** Weights of two neighbors: rounded logarithms of how much likelier they are in random texts than in names. */
    private static final int PAIR_OF_WORDS = -2;

    private static final int PAIR_OF_NO_WORD = 6;

    /** Abbreviations are no words either. */
    private static final int CAPITALS_OF_NO_WORD = 3;

    private static final int LOWER_BEHIND_DIGIT = 3;
    private static final int END_OF_LOWER = 2;
    private static final int TWO_DIGITS = -2;

    /** Of 1,000 random texts of 30 characters 12 weigh less, and of 100,000 names made of words, abbreviations and versions 20 as much. */
    private static final int CERTAIN = -3;

    /** Of 100 random texts of 12 characters one weighs less; of longer ones fewer. */
    private static final int POSSIBLE = -10;

    /** Digits of a digest in a name, of one letter case; no random key has so many in a row. */
    private static final int DIGEST = 20;

    /** How often the next character is of another class: in 999 of 1,000 random texts of 30 characters at least so often. */
    private static final int FEWEST_CHANGES = 10;

    private static final int DIGIT = 0;
    private static final int UPPER = 1;
    private static final int LOWER = 2;
    private static final int OTHER = 3;

    private RandomText() {}

    /**
     * Returns whether a text of 30 characters or more is random, and certainly no name.
     *
     * @param text the text
     */
    public static boolean is(String text) {
        return hasBothCases(text) && isMixed(text) && !hasDigest(text) && weight(text) >= CERTAIN;
    }

    /**
     * Returns whether a text of 12 characters or more may be random: not of words and numbers, and with letters of both cases. One
     * of some hundreds of names may be too, so this suffices only behind a prefix that names do not have.
     *
     * @param text the text
     */
    public static boolean mayBe(String text) {
        return hasBothCases(text) && weight(text) >= POSSIBLE;
    }

    private static boolean hasBothCases(String text) {
        boolean upper = false;
        boolean lower = false;
        for (int i = 0; i < text.length(); i++) {
            int kind = kind(text.charAt(i));
            upper |= kind == UPPER;
            lower |= kind == LOWER;
        }
        return upper && lower;
    }

    /** Whether the classes of characters alternate: in names, most are lower case behind a letter, or digits behind a digit. */
    private static boolean isMixed(String text) {
        int changes = 0;
        int inWords = 0;
        for (int i = 1; i < text.length(); i++) {
            int before = kind(text.charAt(i - 1));
            int kind = kind(text.charAt(i));
            changes += kind == before ? 0 : 1;
            boolean inWord = kind == LOWER ? before == LOWER || before == UPPER : kind == DIGIT && before == DIGIT;
            inWords += inWord ? 1 : 0;
        }
        return changes >= FEWEST_CHANGES && inWords * 5 <= text.length() * 3;
    }

    /** Whether a part of a text is a digest in hexadecimal, as in names that tools make unique. */
    private static boolean hasDigest(String text) {
        int lower = 0;
        int upper = 0;
        int longest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = kind(c) == DIGIT;
            lower = digit || (c >= 'a' && c <= 'f') ? lower + 1 : 0;
            upper = digit || (c >= 'A' && c <= 'F') ? upper + 1 : 0;
            longest = Math.max(longest, Math.max(lower, upper));
        }
        return longest >= DIGEST;
    }

    private static int weight(String text) {
        int weight = 0;
        for (int i = 1; i < text.length(); i++) {
            weight += weight(text.charAt(i - 1), text.charAt(i));
        }
        return weight;
    }

    private static int weight(char before, char c) {
        int kind = kind(c);
        return switch (kind(before)) {
            case DIGIT -> kind == LOWER ? LOWER_BEHIND_DIGIT : kind == DIGIT ? TWO_DIGITS : 0;
            case UPPER ->
                kind == LOWER
                        ? pair(before, c, PAIR_OF_NO_WORD)
                        : kind == UPPER ? pair(before, c, CAPITALS_OF_NO_WORD) : 0;
            case LOWER -> kind == LOWER ? pair(before, c, PAIR_OF_NO_WORD) : kind == OTHER ? 0 : END_OF_LOWER;
            default -> 0;
        };
    }

    private static int pair(char before, char c, int otherwise) {
        return NEXT[lower(before) - 'a'].indexOf(lower(c)) >= 0 ? PAIR_OF_WORDS : otherwise;
    }

    private static char lower(char letter) {
        return (char) (letter | ' ');
    }

    private static int kind(char c) {
        if (c >= '0' && c <= '9') {
            return DIGIT;
        }
        if (c >= 'A' && c <= 'Z') {
            return UPPER;
        }
        return c >= 'a' && c <= 'z' ? LOWER : OTHER;
    }
}
