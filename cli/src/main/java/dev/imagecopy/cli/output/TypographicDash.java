package dev.imagecopy.cli.output;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognizes options whose hyphens a web page or a word processor has replaced: the parser takes them for names of files. */
final class TypographicDash {
    private static final String DASH = "[\\p{Pd}\\u2212\\u00ad&&[^-]]";
    private static final Pattern START = Pattern.compile("-*" + DASH + ".*", Pattern.DOTALL);
    private static final Pattern ANY = Pattern.compile(DASH);
    private static final Pattern HYPHENS = Pattern.compile("^-+");
    private static final Pattern VALUE = Pattern.compile("=.*", Pattern.DOTALL);

    private TypographicDash() {}

    /** Whether a word begins with a dash that is not a hyphen. */
    static boolean begins(String word) {
        return START.matcher(word).matches();
    }

    /**
     * The option that a word is with hyphens.
     *
     * @param word any word
     * @param options the names of the command's options, with their hyphens
     * @return the name; empty if the word is none of them
     */
    static Optional<String> meant(String word, Set<String> options) {
        if (!begins(word)) {
            return Optional.empty();
        }
        String hyphens = ANY.matcher(VALUE.matcher(word).replaceFirst("")).replaceAll("-");
        String name = HYPHENS.matcher(hyphens).replaceFirst("");
        return List.of("--" + name, "-" + name).stream()
                .filter(options::contains)
                .findFirst();
    }

    /**
     * What is wrong with a word.
     *
     * @param place the place of the word, for example {@code the 2nd argument}
     * @param meant the option that it is with hyphens; empty if it is none
     */
    static String mistake(String place, Optional<String> meant) {
        return Sentence.of(place) + " begins with a dash that is not a hyphen"
                + meant.map(name -> ": did you mean '" + name + "'?").orElse("");
    }
}
