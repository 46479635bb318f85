package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.store.StoreFolder;
import dev.imagecopy.core.operation.StoredOperation.Phase;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Waits for copies. */
final class WaitCommand extends StoredCommand {
    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Wait no longer than this, for example 30m; the copies go on.",
            converter = TimeSpan.class)
    private Duration timeout = Duration.ofDays(365);

    WaitCommand(SimulateOption simulate, StoreOption store) {
        super(simulate, store);
    }

    @Override
    ExitCode run(StoredCopies copies, StoreFolder folder, Output output) {
        List<StoredCopy> chosen = (words().isEmpty() ? copies.open() : copies.named(words()))
                .stream().filter(copy -> copy.stored().phase() != Phase.QUEUED).toList();
        if (chosen.isEmpty()) {
            output.note("No copy of " + folder.path() + " is in progress.");
            return ExitCode.DONE;
        }
        return new CopyWait(folder.operations(), output, resumeCommand()).await(chosen, timeout);
    }
}
