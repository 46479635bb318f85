package dev.imagecopy.cli.fleet;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.cli.command.CliCommand;
import dev.imagecopy.cli.command.PlanSource;
import dev.imagecopy.cli.command.ShellWord;
import dev.imagecopy.cli.command.SimulateOption;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.FleetAnswers;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.fleet.FleetSubmission;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits the copies of a plan to a fleet. */
final class FleetSubmitCommand extends CliCommand {
    private final SimulateOption simulate;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(names = "--init", description = "Create the fleet's tables, if there are none.")
    private boolean init;

    @Parameters(paramLabel = "PLAN", description = "The plan, a YAML file.")
    private Path file = Path.of("");

    FleetSubmitCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) {
        Plan plan = PlanSource.read(file).plan();
        try (FleetSession session = init
                ? FleetSession.create(options, simulate, Optional.of(plan))
                : FleetSession.open(options, simulate, Optional.of(plan))) {
            tellUnknown(plan, output);
            FleetSubmission submission = session.fleet().submit(plan.name(), plan.jobs(CopyJob.Mode.ENSURE));
            output.answer(FleetAnswers.submission(plan.name(), submission));
            if (submission.added() > 0) {
                output.note("Workers carry them on, for example: "
                        + session.command("worker " + ShellWord.quoted(file.toString())));
            }
            return submission.refused() == 0 ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** A setting that is not acted on is not passed over in silence. */
    static void tellUnknown(Plan plan, Output output) {
        List<String> unknown = plan.unknownToFleets();
        if (!unknown.isEmpty()) {
            output.note("A fleet does not know " + String.join(", ", unknown)
                    + ": it has no end. The rest of the plan counts.");
        }
    }
}
