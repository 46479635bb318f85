package dev.imagecopy.cli.output;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Finds words of a command line that the parser has taken, but that nobody can have meant. */
public final class CommandWords {
    private CommandWords() {}

    /**
     * What is wrong with a command line.
     *
     * @param command what the parser has read
     * @return a sentence without a full stop; empty if nothing is
     */
    public static Optional<String> mistake(ParseResult command) {
        return dash(command).or(() -> secret(command));
    }

    /** A secret has no place on a command line, and would get into messages and addresses from the most harmless one. */
    private static Optional<String> secret(ParseResult command) {
        for (OptionSpec option : command.matchedOptions()) {
            Optional<String> mistake = option.hidden() // and refused whatever its value is
                    ? Optional.empty()
                    : secret("option '" + option.longestName() + "'", option.originalStringValues());
            if (mistake.isPresent()) {
                return mistake;
            }
        }
        return parameters(command).stream()
                .flatMap(word -> secret(place(word, command), List.of(word)).stream())
                .findFirst();
    }

    private static Optional<String> secret(String place, List<String> words) {
        return words.stream()
                .flatMap(word -> SecretSigns.inValue(word).stream())
                .findFirst()
                .map(kind -> Sentence.of(place) + " holds " + kind
                        + ", which other users of this machine can read on a command line: leave it in the vendor's own"
                        + " configuration, in the environment or in a file");
    }

    private static Optional<String> dash(ParseResult command) {
        Set<String> options = command.commandSpec().optionsMap().keySet();
        return parameters(command).stream()
                .filter(word -> TypographicDash.meant(word, options).isPresent())
                .findFirst()
                .map(word -> TypographicDash.mistake(place(word, command), TypographicDash.meant(word, options)));
    }

    private static List<String> parameters(ParseResult command) {
        return command.matchedPositionals().stream()
                .map(PositionalParamSpec::originalStringValues)
                .flatMap(List::stream)
                .toList();
    }

    private static String place(String word, ParseResult command) {
        return HarmlessWord.place(word, command.originalArgs());
    }
}
