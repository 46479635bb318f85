package dev.imagecopy.cli;

import dev.imagecopy.cli.command.Commands;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.UsageErrors;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program: hands its arguments to a command and exits with that command's code. */
@Command(
        name = "imagecopy",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Copies images on four clouds, and never starts the same copy twice.")
public final class Main {
    private Main() {}

    /**
     * Runs the program.
     *
     * @param arguments the command and its arguments
     */
    public static void main(String... arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** Returns a new command line with all commands, whose streams can be replaced. */
    public static CommandLine commandLine() {
        return commandLine(name -> true);
    }

    /** Returns a command line for these arguments, which starts sooner; they may be in a file. */
    static CommandLine commandLine(String... arguments) {
        List<String> words = List.of(arguments);
        boolean inFiles = words.stream().anyMatch(word -> word.startsWith("@"));
        return commandLine(name -> inFiles || words.contains(name));
    }

    private static CommandLine commandLine(Predicate<String> wanted) {
        CommandLine program = new CommandLine(new Main());
        Commands.addTo(program, wanted);
        program.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("Exit codes:%n")
                .exitCodeList(ExitCode.meanings());
        return program.setParameterExceptionHandler(new UsageErrors())
                .setExitCodeExceptionMapper(failure -> ExitCode.of(failure).code())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false);
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"imagecopy " + (version == null ? "(not packaged)" : version)};
        }
    }
}
