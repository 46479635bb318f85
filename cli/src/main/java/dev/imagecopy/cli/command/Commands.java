package dev.imagecopy.cli.command;

import picocli.CommandLine.Model.CommandSpec;

/** The commands that work with the clouds directly, and the options that stand before or after any command. */
public final class Commands {
    private final SimulateOption simulate;
    private final StoreOption store = new StoreOption();

    private Commands(SimulateOption simulate) {
        this.simulate = simulate;
    }

    /**
     * Returns them all.
     *
     * @param program gets the options
     * @param simulate the option to work without a cloud
     */
    public static CommandList of(CommandSpec program, SimulateOption simulate) {
        Commands commands = new Commands(simulate);
        program.addOption(commands.simulate.spec()).addOption(commands.store.spec());
        return new CommandList(commands::create)
                .with(
                        "ensure",
                        "Copies the images of a plan that are missing, and waits for those that are under way. Run again, it"
                                + " copies nothing that is there.")
                .with(
                        "copy",
                        "Copies one image, whether or not there is one of that name, and waits for the copy. 'ensure' copies"
                                + " the images of a plan that are missing.")
                .with(
                        "status",
                        "Shows the copies of the store that have not ended, or those that are named; asks the services once for"
                                + " each that is in progress.")
                .with(
                        "wait",
                        "Waits for the copies of the store that are in progress, or those that are named, and starts nothing"
                                + " ('imagecopy resume' does).")
                .with(
                        "resume",
                        "Takes up every run of the store that was interrupted or killed: waits for its copies that go on, and"
                                + " starts those that have not begun. Nothing is copied twice.")
                .with(
                        "cancel",
                        "Asks the services to cancel copies that are in progress. Alibaba Cloud and Yandex Cloud can, Huawei"
                                + " Cloud and Service Fabric cannot.")
                .with(
                        "verify",
                        "Checks that every image of a plan is there and is what the plan says, as far as its service shows"
                                + " that. Changes nothing.")
                .with(
                        "check",
                        "Checks accounts: which credentials are found where and who they are, whether the service answers, and"
                                + " whether this machine's clock is right. Changes nothing.")
                .with("list", "Lists the images of an account: its own, or the content of an image store.")
                .with("delete", "Deletes images of an account by their ids, or content of an image store by its paths.")
                .with(
                        "simulate",
                        "Runs simulators of the four services until Ctrl-C, and counts the copies that they execute. Other"
                                + " commands use them with --simulate=PORTS.");
    }

    private Object create(String name) {
        return switch (name) {
            case "ensure" -> new EnsureCommand(simulate, store);
            case "copy" -> new CopyCommand(simulate, store);
            case "status" -> new StatusCommand(simulate, store);
            case "wait" -> new WaitCommand(simulate, store);
            case "resume" -> new ResumeCommand(simulate, store);
            case "cancel" -> new CancelCommand(simulate, store);
            case "verify" -> new VerifyCommand(simulate);
            case "check" -> new CheckCommand(simulate);
            case "list" -> new ListCommand(simulate);
            case "delete" -> new DeleteCommand(simulate);
            case "simulate" -> new SimulateCommand();
            default -> throw new IllegalArgumentException("There is no command " + name);
        };
    }
}
