package dev.imagecopy.cli.command;

import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.store.StoreFolder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** What commands about copies in the store do alike. */
abstract class StoredCommand extends CliCommand {
    private final SimulateOption simulate;
    private final StoreOption store;

    @Parameters(
            paramLabel = "COPY",
            arity = "0..*",
            description = "A copy: its id as 'imagecopy status' shows it, or the name or the id of its image.")
    private List<String> words = new ArrayList<>();

    private String resumeCommand = "";

    StoredCommand(SimulateOption simulate, StoreOption store) {
        this.simulate = simulate;
        this.store = store;
    }

    @Override
    protected final ExitCode run(Output output) throws InterruptedException {
        try (Session session = Session.open(simulate, store)) {
            StoreFolder folder = session.store()
                    .orElseThrow(() -> misuse(
                            "--simulate needs the ports of a running 'imagecopy simulate': the copies of simulators inside a process"
                                    + " end with it"));
            resumeCommand = store.resumeCommand(session.services());
            return run(StoredCopies.of(session, folder), folder, output);
        }
    }

    abstract ExitCode run(StoredCopies copies, StoreFolder folder, Output output) throws InterruptedException;

    /** The words that name copies. */
    final List<String> words() {
        return words;
    }

    /** The command that takes up what the store has. */
    final String resumeCommand() {
        return resumeCommand;
    }
}
