package dev.imagecopy.cli.output;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Shows the warnings that the SDK logs while a command runs. */
public final class ShownWarnings {
    private ShownWarnings() {}

    /**
     * Runs a command.
     *
     * @param command the command
     * @param output prints the warnings
     * @return how it ended
     */
    public static ExitCode during(Supplier<ExitCode> command, Output output) {
        if (!(LoggerFactory.getILoggerFactory() instanceof WarningLoggers loggers)) {
            return command.get(); // a logging framework shows them
        }
        @Nullable Consumer<String> before = loggers.listen(output::warning);
        try {
            return command.get();
        } finally {
            loggers.listen(before);
        }
    }
}
