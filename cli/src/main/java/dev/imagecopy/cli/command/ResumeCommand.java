package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.store.RunRecord;
import dev.imagecopy.cli.store.StoreFolder;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
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
            Set<ExitCode> ends = EnumSet.noneOf(ExitCode.class);
            for (Iterator<RunRecord> left = open.iterator(); left.hasNext(); ) {
                CopyRun.End end = runs.resume(folder.runs(), left.next());
                ends.add(end.exitCode());
                if (end.isDetached() && left.hasNext()) {
                    ends.add(ExitCode.INTERRUPTED);
                    break;
                }
            }
            return ExitCode.mostSerious(ends);
        }
    }
}
