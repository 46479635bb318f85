package dev.imagecopy.cli.output;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a command line. The parser's messages repeat what the user wrote, which may be a secret behind an option that
 * does not exist, or in any other place. These are made of the program's own words and of {@link HarmlessWord harmless} ones.
 *
 * @param text what is wrong
 * @param isNamed whether the text has the name that is wrong, which suggestions may follow
 */
record UsageMistake(String text, boolean isNamed) {
    private static final Pattern VALUE = Pattern.compile("[=:].*", Pattern.DOTALL);
    private static final Pattern PIECES = Pattern.compile("[=,:]");

    private static final String INVALID = "Invalid value for ";

    /** How the parser's messages begin that consist of the names of options and parameters. */
    private static final String MISSING = "Missing required ";

    static UsageMistake of(ParameterException failure, List<String> words) {
        Optional<String> dash = dash(failure, words);
        if (dash.isPresent()) {
            return new UsageMistake(dash.get(), false);
        }
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, words);
        }
        return new UsageMistake(text(failure, words), false);
    }

    /** An option with a typographic dash takes the place of a parameter, and the parser then objects to one that is right. */
    private static Optional<String> dash(ParameterException failure, List<String> words) {
        Set<String> known =
                failure.getCommandLine().getCommandSpec().optionsMap().keySet();
        return words.stream()
                .filter(TypographicDash::begins)
                .filter(word -> failure instanceof UnmatchedArgumentException
                        || TypographicDash.meant(word, known).isPresent())
                .findFirst()
                .map(word ->
                        TypographicDash.mistake(HarmlessWord.place(word, words), TypographicDash.meant(word, known)));
    }

    /** Of the first word alone: those behind it may be its value. */
    private static UsageMistake unmatched(UnmatchedArgumentException failure, List<String> words) {
        List<String> unmatched = failure.getUnmatched();
        String first = unmatched.isEmpty() ? "" : unmatched.get(0);
        int index = words.indexOf(first);
        String place = HarmlessWord.place(first, words);
        if (!first.startsWith("-")) {
            boolean isShown = HarmlessWord.is(first) && !isBehindUnknown(failure, words, index);
            return new UsageMistake("Unmatched argument: " + (isShown ? "'" + first + "'" : place), isShown);
        }
        Set<String> known =
                failure.getCommandLine().getCommandSpec().optionsMap().keySet();
        String name = VALUE.matcher(first).replaceFirst("");
        if (known.contains(name)) {
            return new UsageMistake("Option '" + name + "' takes no value", false);
        }
        boolean isShown = HarmlessWord.isOption(name, known);
        return new UsageMistake("Unknown option: " + (isShown ? "'" + name + "'" : place), isShown);
    }

    /** Whether a word may be the value of an option that the command does not have. */
    private static boolean isBehindUnknown(UnmatchedArgumentException failure, List<String> words, int index) {
        String before = index > 0 ? words.get(index - 1) : "";
        return before.startsWith("-")
                && !failure.getCommandLine().getCommandSpec().optionsMap().containsKey(before);
    }

    private static String text(ParameterException failure, List<String> words) {
        String said = String.valueOf(failure.getMessage());
        @Nullable ArgSpec argument = failure.getArgSpec();
        if (failure instanceof MissingParameterException missing) {
            return said.startsWith(MISSING) ? said : MISSING + "parameter for " + names(missing.getMissing());
        }
        if (failure instanceof MutuallyExclusiveArgsException || said.startsWith(MISSING)) {
            return said;
        }
        if (argument == null) {
            return "The arguments are not those of the command";
        }
        if (argument.type() == boolean.class || argument.type() == Boolean.class) {
            return Sentence.of(name(argument)) + " takes no value";
        }
        if (Map.class.isAssignableFrom(argument.type())) {
            @Nullable String value = failure.getValue();
            return INVALID + name(argument) + form(argument.type()) + (value == null ? "" : HarmlessWord.butIs(value));
        }
        return repeats(said, failure.getValue(), words) ? INVALID + name(argument) + form(argument.type()) : said;
    }

    private static boolean repeats(String said, @Nullable String value, List<String> words) {
        return Stream.concat(Stream.ofNullable(value), words.stream())
                .flatMap(word -> Stream.concat(Stream.of(word), PIECES.splitAsStream(word)))
                .filter(piece -> !piece.isEmpty() && !HarmlessWord.is(piece) && !isKnownForm(piece))
                .anyMatch(said::contains);
    }

    /** The name of an option, which the parser repeats where it has one. */
    private static boolean isKnownForm(String word) {
        return HarmlessWord.isOption(word, Set.of());
    }

    private static String form(Class<?> type) {
        if (type.isEnum()) {
            return ": must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (Map.class.isAssignableFrom(type)) {
            return ": must be KEY=VALUE";
        }
        return type == int.class || type == Integer.class ? ": must be a whole number" : "";
    }

    private static String names(List<ArgSpec> arguments) {
        return arguments.stream().map(UsageMistake::name).collect(Collectors.joining(", "));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? "option '" + option.longestName() + "'"
                : "parameter '" + argument.paramLabel() + "'";
    }
}
