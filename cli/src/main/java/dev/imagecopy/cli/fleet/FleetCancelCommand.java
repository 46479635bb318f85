package dev.imagecopy.cli.fleet;

import dev.imagecopy.bulk.CopyStatus;
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
import java.util.Locale;
import picocli.CommandLine.Mixin;

/** Cancels copies of a fleet. */
final class FleetCancelCommand extends CliCommand {
    private final SimulateOption simulate;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Mixin
    private ChosenCopies chosen = new ChosenCopies();

    FleetCancelCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) {
        if (!chosen.isClear()) {
            throw misuse("Name the copies to cancel, or use --all");
        }
        try (FleetSession session = FleetSession.open(options, simulate)) {
            Fleet fleet = session.fleet();
            List<FleetAnswers.Change> changes = new ArrayList<>();
            for (FleetCopy copy : chosen.in(fleet, each -> each.state() != FleetState.ENDED)) {
                boolean accepted = fleet.cancel(copy.id());
                FleetCopy now = fleet.copy(copy.id()).orElse(copy);
                boolean cancelled =
                        now.state() == FleetState.ENDED && now.outcome().status() == CopyStatus.CANCELLED;
                changes.add(new FleetAnswers.Change(now, accepted || cancelled, result(now, accepted, cancelled)));
            }
            output.answer(FleetAnswers.changes(changes));
            return changes.stream().allMatch(FleetAnswers.Change::isDone) ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private static String result(FleetCopy now, boolean accepted, boolean cancelled) {
        if (cancelled) {
            return accepted ? "cancelled" : "already cancelled";
        }
        return accepted
                ? "requested"
                : "already " + now.outcome().status().name().toLowerCase(Locale.ROOT);
    }
}
