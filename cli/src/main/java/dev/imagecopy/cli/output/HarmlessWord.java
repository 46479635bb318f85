package dev.imagecopy.cli.output;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rule for what messages repeat of the words that the user wrote, on the command line or in a plan: any of them may be a secret,
 * in any form and in any place. A message shows those that plainly are none, and describes the others.
 */
public final class HarmlessWord {
    private static final int LONGEST = 40;
    private static final int LONGEST_OPTION = 26;

    /** {@code web}, {@code imageId}, {@code CN}, {@code web01}, {@code 22}, and the date {@code 20261130}. */
    private static final String PART =
            "(?:[A-Z]?[a-z]{1,15}(?:[A-Z][a-z]{1,15}){0,3}(?:Id)?|[a-z]{1,15}[0-9]{1,2}|[A-Z]{1,15}[0-9]{0,2}|[0-9]{1,4}|20[0-9]{6})";

    private static final Pattern WORD = Pattern.compile(PART + "(?:[-_.]" + PART + "){0,7}");
    private static final Pattern OPTION =
            Pattern.compile("-[A-Za-z]|--[A-Za-z][a-z]{0,14}(?:-?[A-Za-z][a-z]{0,14}){0,4}");

    private HarmlessWord() {}

    /** Whether a word is a short name, made of words of letters and of short numbers. */
    public static boolean is(String word) {
        return word.length() <= LONGEST
                && WORD.matcher(word).matches()
                && SecretSigns.inValue(word).isEmpty();
    }

    /** Whether a word can only be the name of an option: of a known one, or made of letters. */
    static boolean isOption(String word, Set<String> known) {
        return known.contains(word)
                || known.contains("-" + word)
                || (word.length() <= LONGEST_OPTION && OPTION.matcher(word).matches());
    }

    /**
     * A word for a message.
     *
     * @param word the word
     * @param description what the message calls it if it may be a secret
     */
    public static String shown(String word, String description) {
        return is(word) ? word : description;
    }

    /** What a value is in place of what it should be, for the end of a message; empty if it may be a secret. */
    public static String butIs(String word) {
        return is(word) ? ", but is \"" + word + "\"" : "";
    }

    /**
     * Some of the words of one parameter, separated by commas.
     *
     * @param words all words of the parameter
     * @param chosen those of them that the message is about
     * @param label the parameter, for example {@code COPY}: {@code the 2nd COPY} is what the message calls a word that may be a secret
     */
    public static String list(List<String> words, Set<String> chosen, String label) {
        return list(words, chosen, label, word -> false);
    }

    /**
     * The same.
     *
     * @param known whether a word that might be a secret has a form that only other words have in its place
     */
    public static String list(List<String> words, Set<String> chosen, String label, Predicate<String> known) {
        return IntStream.range(0, words.size())
                .filter(i -> chosen.contains(words.get(i)))
                .mapToObj(i -> known.test(words.get(i)) ? words.get(i) : shown(words.get(i), nth(i) + " " + label))
                .collect(Collectors.joining(", "));
    }

    /** What a message calls an argument that may be a secret. */
    static String place(String word, List<String> arguments) {
        int index = arguments.indexOf(word);
        return index < 0 ? "one of the arguments" : nth(index) + " argument";
    }

    /** The place of a word that is the {@code index}th of several, counted from 0. */
    public static String nth(int index) {
        int number = index + 1;
        boolean teen = number % 100 / 10 == 1;
        String ending = teen
                ? "th"
                : switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return "the " + number + ending;
    }

    /** A path for a message: what of it exists is the name of a file, and the rest is shown if it is harmless; else empty. */
    public static Optional<String> path(Path path) {
        Path rest = path.toAbsolutePath().normalize();
        while (!Files.exists(rest)) {
            Path name = rest.getFileName();
            Path parent = rest.getParent();
            if (name == null || parent == null || !is(name.toString())) {
                return Optional.empty();
            }
            rest = parent;
        }
        return Optional.of(path.toString());
    }
}
