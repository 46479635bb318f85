package dev.imagecopy.cli;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.cli.command.CommandList;
import dev.imagecopy.cli.command.Commands;
import dev.imagecopy.cli.command.SimulateOption;
import dev.imagecopy.cli.fleet.FleetCommands;
import dev.imagecopy.cli.help.HelpPage;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.PathWord;
import dev.imagecopy.cli.output.UsageErrors;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The program: hands its arguments to a command and exits with that command's code.
 *
 * <p>People wait for its start at each call. What all calls need therefore uses neither annotations nor lambdas, for which Java
 * makes classes at each start, and leaves out what picocli prepares for the types of options that no command has.
 */
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
        CommandLine program = program();
        CommandList commands = commands(program, List.of());
        commands.addTo(program);
        return finished(program, commands);
    }

    /** Returns a command line that starts sooner, for these arguments only. */
    static CommandLine commandLine(String... arguments) {
        CommandLine program = program();
        CommandList commands = commands(program, List.of(arguments));
        commands.addTo(program, List.of(arguments));
        return finished(program, commands);
    }

    private static CommandList commands(CommandLine program, List<String> arguments) {
        SimulateOption simulate = new SimulateOption();
        return Commands.of(program.getCommandSpec(), simulate)
                .with(FleetCommands.NAME, FleetCommands.DESCRIPTION, new FleetCommands(simulate, arguments));
    }

    private static CommandLine program() {
        System.setProperty("picocli.converters.excludes", "java.time.*,java.sql.*");
        System.setProperty("picocli.disable.closures", "true"); // of Groovy
        NoCommand none = new NoCommand();
        CommandSpec spec = CommandSpec.wrapWithoutInspection(none)
                .name("imagecopy")
                .versionProvider(new Version())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
        spec.usageMessage()
                .synopsisSubcommandLabel("COMMAND")
                .description("Copies images on four clouds, and never starts the same copy twice.")
                .exitCodeListHeading("Exit codes:%n")
                .exitCodeList(ExitCode.meanings());
        CommandLine program = new CommandLine(spec);
        none.program = program;
        return program;
    }

    private static CommandLine finished(CommandLine program, CommandList commands) {
        return program.setHelpFactory(HelpPage.factory(commands.descriptions()))
                .registerConverter(Path.class, new PathWord())
                .setExpandAtFiles(false) // whose content, a token perhaps, would be in messages
                .setParameterExceptionHandler(new UsageErrors())
                .setExitCodeExceptionMapper(new ExitCodes())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setAdjustLineBreaksForWideCJKCharacters(false); // which would look up the block of each character
    }

    /** The program without a command. */
    private static final class NoCommand implements Runnable {
        private @Nullable CommandLine program;

        @Override
        public void run() {
            throw new ParameterException(requireNonNull(program, "program"), "Missing required subcommand");
        }
    }

    private static final class ExitCodes implements IExitCodeExceptionMapper {
        @Override
        public int getExitCode(Throwable failure) {
            return ExitCode.of(failure).code();
        }
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
