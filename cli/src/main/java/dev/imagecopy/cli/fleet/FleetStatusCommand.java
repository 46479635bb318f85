package dev.imagecopy.cli.fleet;

import dev.imagecopy.cli.command.CliCommand;
import dev.imagecopy.cli.command.PlanSource;
import dev.imagecopy.cli.command.SimulateOption;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.FleetAnswers;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.fleet.Fleet;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the numbers of a fleet. */
final class FleetStatusCommand extends CliCommand {
    private final SimulateOption simulate;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Parameters(
            paramLabel = "PLAN",
            arity = "0..1",
            description = "A plan of the fleet: then the limits are shown with what it says.")
    private @Nullable Path file;

    FleetStatusCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) {
        Optional<Plan> plan =
                Optional.ofNullable(file).map(path -> PlanSource.read(path).plan());
        try (FleetSession session = FleetSession.open(options, simulate, plan)) {
            output.answer(FleetAnswers.status(
                    session.name(), session.look(Fleet::status), session.look(Fleet::limits), plan.isPresent()));
            return ExitCode.DONE;
        }
    }
}
