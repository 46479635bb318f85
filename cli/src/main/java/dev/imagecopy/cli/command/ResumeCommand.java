package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.store.RunRecord;
import dev.imagecopy.cli.store.StoreFolder;
import java.util.List;
import picocli.CommandLine.Option;

/** Takes up the runs that were left or killed. */
final class ResumeCommand extends CliCommand {
    private final SimulateOption simulate;
    private final StoreOption store;

    @Option(
            names = "--acknowledge-damage",
            description =
                    "Permit new copies although the store has lost lines. Look for the copies that were lost at their"
                            + " services first: they would be made again.")
    private boolean acknowledgesDamage;

    ResumeCommand(SimulateOption simulate, StoreOption store) {
        this.simulate = simulate;
        this.store = store;
    }

    @Override
    protected ExitCode run(Output output) throws InterruptedException {
        try (Session session = Session.open(simulate, store)) {
            StoreFolder folder = session.store()
                    .orElseThrow(() -> misuse(
                            "--simulate needs the ports of a running 'imagecopy simulate': the copies of simulators inside a process"
                                    + " end with it"));
            if (acknowledgesDamage) {
                folder.acknowledgeDamage();
            }
            List<RunRecord> open = folder.runs().open();
            if (open.isEmpty()) {
                output.note("There is nothing to take up in " + folder.path() + ".");
                return ExitCode.DONE;
            }
            RecordedRun runs = new RecordedRun(session, output, store.resumeCommand(session.services()));
            ExitCode worst = ExitCode.DONE;
            for (RunRecord record : open) {
                CopyRun.End end = runs.resume(folder.runs(), record);
                worst = worse(worst, end.exitCode());
                if (end.summary().resumeCommand().isPresent()) {
                    return ExitCode.INTERRUPTED;
                }
            }
            return worst;
        }
    }

    private static ExitCode worse(ExitCode one, ExitCode other) {
        return one == ExitCode.AMBIGUOUS || other == ExitCode.DONE ? one : other;
    }
}
