package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Checks that the images of a plan exist. */
final class VerifyCommand extends CliCommand {
    private final SimulateOption simulate;

    @Parameters(paramLabel = "PLAN", description = "The plan, a YAML file.")
    private Path file = Path.of("");

    VerifyCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) {
        PlanSource source = PlanSource.read(file);
        try (Session session = Session.withoutStore(simulate)) {
            TargetLooks looks =
                    TargetLooks.of(source.plan(), session.clients(source.plan().accounts()));
            output.listing(looks.listing());
            return looks.areReady() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
