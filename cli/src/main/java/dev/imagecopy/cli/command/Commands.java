package dev.imagecopy.cli.command;

import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** All commands, and the options that stand before or after a command. */
public final class Commands {
    private final CommandLine program;
    private final Predicate<String> wanted;

    private Commands(CommandLine program, Predicate<String> wanted) {
        this.program = program;
        this.wanted = wanted;
    }

    /**
     * Adds them to the program. Reading the options of all of them takes longer than the start of Java, so those that are not
     * wanted have their names and descriptions only, which is enough for the help.
     *
     * @param program the program
     * @param wanted whether a command of this name may be run
     */
    public static void addTo(CommandLine program, Predicate<String> wanted) {
        SimulateOption simulate = new SimulateOption();
        StoreOption store = new StoreOption();
        program.addMixin("simulate", simulate);
        program.addMixin("store", store);
        new Commands(program, wanted)
                .add(EnsureCommand.class, () -> new EnsureCommand(simulate, store))
                .add(CopyCommand.class, () -> new CopyCommand(simulate, store))
                .add(StatusCommand.class, () -> new StatusCommand(simulate, store))
                .add(WaitCommand.class, () -> new WaitCommand(simulate, store))
                .add(ResumeCommand.class, () -> new ResumeCommand(simulate, store))
                .add(CancelCommand.class, () -> new CancelCommand(simulate, store))
                .add(VerifyCommand.class, () -> new VerifyCommand(simulate))
                .add(CheckCommand.class, () -> new CheckCommand(simulate))
                .add(ListCommand.class, () -> new ListCommand(simulate))
                .add(DeleteCommand.class, () -> new DeleteCommand(simulate))
                .add(SimulateCommand.class, SimulateCommand::new);
    }

    private <T> Commands add(Class<T> type, Supplier<T> command) {
        Command described = type.getAnnotation(Command.class);
        if (wanted.test(described.name())) {
            program.addSubcommand(command.get());
        } else {
            CommandSpec outline = CommandSpec.create();
            outline.usageMessage().description(described.description());
            program.addSubcommand(described.name(), outline);
        }
        return this;
    }
}
