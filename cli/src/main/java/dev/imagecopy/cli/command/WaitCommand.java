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
        List<StoredCopy> chosen = words().isEmpty() ? copies.open() : copies.named(words());
        List<StoredCopy> begun = chosen.stream().filter(StoredCopy::hasBegun).toList();
        long beingSent = chosen.stream()
                .filter(copy -> copy.stored().phase() == Phase.SENDING)
                .count();
        if (beingSent > 0) {
            output.note(beingSent + (beingSent == 1 ? " copy was" : " copies were")
                    + " being sent when a program ended; 'imagecopy resume' finds out what has begun.");
        } else if (begun.isEmpty()) {
            output.note("No copy of " + folder.path() + " is in progress.");
        }
        ExitCode end = begun.isEmpty()
                ? ExitCode.DONE
                : new CopyWait(folder.operations(), output, resumeCommand()).await(begun, timeout);
        return beingSent > 0 ? ExitCode.AMBIGUOUS : end;
    }
}
