package dev.imagecopy.cli.command;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.cli.output.CommandWords;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.output.OutputOptions;
import dev.imagecopy.cli.output.ShownWarnings;
import dev.imagecopy.cli.output.UsageException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands do alike: options for their output, errors, exit codes. */
public abstract class CliCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private OutputOptions outputOptions = new OutputOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // by us, but not by picocli
    private boolean help;

    @Override
    public final Integer call() {
        CommandSpec command = spec();
        try (Output output = outputOptions.open(
                command.commandLine().getOut(), command.commandLine().getErr())) {
            ExitCode end = ShownWarnings.during(() -> end(output), output);
            output.end(end);
            return end.code();
        }
    }

    private ExitCode end(Output output) {
        try {
            Optional<String> mistake = CommandWords.mistake(spec().commandLine().getParseResult());
            if (mistake.isPresent()) {
                throw misuse(mistake.get());
            }
            return run(output);
        } catch (IllegalArgumentException rejected) {
            // Builders of requests and clients reject what the user wrote.
            return output.failure(new UsageException(String.valueOf(rejected.getMessage())));
        } catch (InterruptedException | RuntimeException failure) {
            return output.failure(failure);
        }
    }

    /**
     * Runs the command.
     *
     * @param output everything that it prints
     * @return how it ended
     * @throws InterruptedException if the thread is interrupted
     */
    protected abstract ExitCode run(Output output) throws InterruptedException;

    /**
     * A mistake on the command line that only the command notices.
     *
     * @param message what is wrong, in a sentence without a full stop
     */
    protected final ParameterException misuse(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        return requireNonNull(spec, "spec");
    }
}
