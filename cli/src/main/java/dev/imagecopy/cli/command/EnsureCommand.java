package dev.imagecopy.cli.command;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes sure that the images of a plan exist. */
final class EnsureCommand extends CliCommand {
    private final SimulateOption simulate;
    private final StoreOption store;

    @Option(names = "--dry-run", description = "Only show what is there, under way and missing.")
    private boolean dryRun;

    @Parameters(paramLabel = "PLAN", description = "The plan, a YAML file.")
    private Path file = Path.of("");

    EnsureCommand(SimulateOption simulate, StoreOption store) {
        this.simulate = simulate;
        this.store = store;
    }

    @Override
    protected ExitCode run(Output output) throws InterruptedException {
        PlanSource source = PlanSource.read(file);
        if (dryRun) {
            try (Session session = Session.withoutStore(simulate)) {
                session.services().prepare(source.plan());
                TargetLooks looks = TargetLooks.of(
                        source.plan(), session.clients(source.plan().accounts()));
                output.listing(looks.listing());
                return looks.areAnswered() ? ExitCode.DONE : ExitCode.FAILED;
            }
        }
        try (Session session = Session.open(simulate, store)) {
            return new RecordedRun(session, output, store.resumeCommand(session.services()))
                    .begin(source, CopyJob.Mode.ENSURE)
                    .exitCode();
        }
    }
}
