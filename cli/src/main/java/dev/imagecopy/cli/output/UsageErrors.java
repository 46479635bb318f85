package dev.imagecopy.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells what is wrong with a command line, in clean text, and where its help is. With {@code --json} or {@code --events},
 * standard output gets its document too.
 */
public final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        Secrets secrets = Secrets.of(System.getenv());
        Printer err = new Printer(command.getErr(), secrets);
        String name = command.getCommandSpec().qualifiedName();
        List<String> words = List.of(arguments);
        UsageMistake mistake = UsageMistake.of(failure, words);
        Failure said = Failure.of(failure).saying(mistake.text());
        List<String> lines = said.lines();
        err.line(name + ": " + lines.get(0));
        lines.stream().skip(1).forEach(err::line);
        if (mistake.isNamed()) {
            suggestions(failure).lines().map(TerminalText::clean).forEach(err::line);
        }
        if (words.contains("--json") || words.contains("--events")) {
            ObjectNode error = JsonForms.failure(said);
            ObjectNode document =
                    words.contains("--json") ? Json.object() : Json.object().put("event", "error");
            if (words.contains("--json")) {
                document.set("error", error);
            } else {
                document.setAll(error);
            }
            JsonForms.exit(document, ExitCode.USAGE);
            new Printer(command.getOut(), secrets).line(JsonText.of(document));
        }
        return ExitCode.USAGE.code();
    }

    /** Names of options and commands alone. */
    private static String suggestions(ParameterException failure) {
        StringWriter text = new StringWriter();
        UnmatchedArgumentException.printSuggestions(failure, new PrintWriter(text, true));
        return text.toString();
    }
}
