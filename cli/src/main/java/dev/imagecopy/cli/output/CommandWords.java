package dev.imagecopy.cli.output;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        return dash(command);
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
