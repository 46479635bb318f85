package dev.imagecopy.cli.fleet;

import dev.imagecopy.cli.command.CommandList;
import dev.imagecopy.cli.command.SimulateOption;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The command {@code fleet}, with those of its commands that the arguments may mean. */
public final class FleetCommands implements Supplier<CommandLine> {
    /** The name of the command. */
    public static final String NAME = "fleet";

    /** What the command does. */
    public static final String DESCRIPTION =
            "Keeps the copies of plans in a database, which any number of workers on any number of machines carry"
                    + " on: submit, worker, status, report, cancel, retry, schema.";

    private final SimulateOption simulate;
    private final List<String> arguments;

    /**
     * @param simulate the option of the program to work without a cloud
     * @param arguments the arguments of the program; none if all commands are wanted
     */
    public FleetCommands(SimulateOption simulate, List<String> arguments) {
        this.simulate = simulate;
        this.arguments = List.copyOf(arguments);
    }

    @Override
    public CommandLine get() {
        CommandLine fleet = new CommandLine(new FleetCommand());
        fleet.getCommandSpec().usageMessage().synopsisSubcommandLabel("COMMAND");
        CommandList commands = new CommandList(this::create)
                .with(
                        "submit",
                        "Submits the copies of a plan, which workers then carry on. Submitted again, the same plan adds nothing,"
                                + " but makes sure again that its images are there.")
                .with(
                        "worker",
                        "Carries the copies of a fleet on, together with all other workers, until Ctrl-C; with the accounts, limits"
                                + " and policies of a plan. Copies of accounts that the plan does not have are left to others.")
                .with(
                        "status",
                        "Shows how many copies of a fleet wait, run and have ended, how long the first has waited, the lag (how"
                                + " long a step has been overdue: too few workers, if it grows), and the limits in use.")
                .with(
                        "report",
                        "Lists all copies of a fleet in the order of their submission, with what became of them; or writes them as"
                                + " an HTML page that needs no server.")
                .with(
                        "cancel",
                        "Cancels copies: those that wait at once, those that run by the next step of a worker, if their service"
                                + " can (Alibaba Cloud and Yandex Cloud). 'imagecopy fleet report' shows what came of it.")
                .with(
                        "retry",
                        "Takes up copies that have ended, or were set aside: what certainly failed is copied again; what may be"
                                + " under way is looked for, and never simply sent again. --all: those that did not succeed.")
                .with(
                        "schema",
                        "Prints the script that creates the tables of a fleet, without connecting to the database; --create runs"
                                + " it, if there are no tables.");
        List<String> own = arguments.subList(arguments.indexOf(NAME) + 1, arguments.size());
        if (arguments.contains(NAME) && own.stream().anyMatch(word -> !word.startsWith("-"))) {
            commands.addTo(fleet, own);
        } else {
            commands.addTo(fleet);
        }
        return fleet;
    }

    private Object create(String name) {
        return switch (name) {
            case "submit" -> new FleetSubmitCommand(simulate);
            case "worker" -> new FleetWorkerCommand(simulate);
            case "status" -> new FleetStatusCommand(simulate);
            case "report" -> new FleetReportCommand(simulate);
            case "cancel" -> new FleetCancelCommand(simulate);
            case "retry" -> new FleetRetryCommand(simulate);
            case "schema" -> new FleetSchemaCommand(simulate);
            default -> throw new IllegalArgumentException("There is no command " + NAME + " " + name);
        };
    }
}
