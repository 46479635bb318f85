package dev.imagecopy.cli.fleet;

import dev.imagecopy.cli.command.CliCommand;
import dev.imagecopy.cli.command.SimulateOption;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.FleetAnswers;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.fleet.Fleet;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetState;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;

/** Takes up copies of a fleet that have ended. */
final class FleetRetryCommand extends CliCommand {
    private final SimulateOption simulate;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Mixin
    private ChosenCopies chosen = new ChosenCopies();

    FleetRetryCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) {
        if (!chosen.isClear()) {
            throw misuse("Name the copies to take up, or use --all");
        }
        try (FleetSession session = FleetSession.open(options, simulate)) {
            Fleet fleet = session.fleet();
            List<FleetAnswers.Change> changes = new ArrayList<>();
            for (FleetCopy copy : chosen.in(fleet, FleetRetryCommand::hasFailed)) {
                boolean taken = fleet.retry(copy.id());
                changes.add(new FleetAnswers.Change(
                        fleet.copy(copy.id()).orElse(copy), taken, taken ? "taken up" : refusal(copy)));
            }
            output.answer(FleetAnswers.changes(changes));
            return changes.stream().allMatch(FleetAnswers.Change::isDone) ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private static boolean hasFailed(FleetCopy copy) {
        return copy.state() == FleetState.SET_ASIDE
                || (copy.state() == FleetState.ENDED && copy.outcome().status().isFailure());
    }

    private static String refusal(FleetCopy copy) {
        return copy.state() == FleetState.SET_ASIDE ? "its row still cannot be read" : "it has not ended";
    }
}
