package dev.imagecopy.cli.command;

import picocli.CommandLine;

/** All commands, and the options that stand before or after a command. */
public final class Commands {
    private Commands() {}

    /**
     * Adds them to the program.
     *
     * @param program the program
     */
    public static void addTo(CommandLine program) {
        SimulateOption simulate = new SimulateOption();
        StoreOption store = new StoreOption();
        program.addMixin("simulate", simulate);
        program.addMixin("store", store);
        program.addSubcommand(new EnsureCommand(simulate, store))
                .addSubcommand(new CopyCommand(simulate, store))
                .addSubcommand(new StatusCommand(simulate, store))
                .addSubcommand(new WaitCommand(simulate, store))
                .addSubcommand(new ResumeCommand(simulate, store))
                .addSubcommand(new CancelCommand(simulate, store))
                .addSubcommand(new VerifyCommand(simulate))
                .addSubcommand(new CheckCommand(simulate))
                .addSubcommand(new ListCommand(simulate))
                .addSubcommand(new DeleteCommand(simulate))
                .addSubcommand(new SimulateCommand());
    }
}
