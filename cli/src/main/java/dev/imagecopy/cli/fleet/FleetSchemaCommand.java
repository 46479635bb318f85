package dev.imagecopy.cli.fleet;

import dev.imagecopy.cli.command.CliCommand;
import dev.imagecopy.cli.command.SimulateOption;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.FleetAnswers;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.fleet.Fleet;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the script of a fleet's tables, or runs it. */
final class FleetSchemaCommand extends CliCommand {
    private final SimulateOption simulate;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(
            names = "--create",
            description = "Create the tables, and the database if it is a file, unless they are there.")
    private boolean create;

    FleetSchemaCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) {
        if (!create) {
            String name = options.fleetName(simulate.isSet());
            output.answer(
                    FleetAnswers.script(Fleet.script(options.address().product().id(), name)));
            return ExitCode.DONE;
        }
        try (FleetSession session = FleetSession.create(options, simulate, Optional.empty())) {
            output.note("The tables of the fleet " + session.name() + " are there.");
            return ExitCode.DONE;
        }
    }
}
