package dev.imagecopy.cli.command;

import dev.imagecopy.cli.clients.CloudImages;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.HarmlessWord;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.output.RefusedException;
import dev.imagecopy.cli.output.Subject;
import dev.imagecopy.cli.plan.Cloud;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes images. */
final class DeleteCommand extends CliCommand {
    private final SimulateOption simulate;

    @Mixin
    private ChosenAccount account = new ChosenAccount();

    @Option(names = "--yes", description = "Really delete them.")
    private boolean yes;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "The ids or paths.")
    private List<String> ids = new ArrayList<>();

    DeleteCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) throws InterruptedException {
        if (!yes) {
            throw new RefusedException(
                    "Nothing was deleted from the account " + account.name() + ": " + shownIds(),
                    "Say --yes if they are to be deleted for good");
        }
        try (Session session = Session.withoutStore(simulate)) {
            CloudImages images = session.clients(account.account(simulate.isSet()))
                    .account(account.name())
                    .images();
            return delete(ids.stream().map(images::deletion).toList(), output);
        }
    }

    /** Stops at the first failure. Only if nothing was deleted before, it may have a code that says that nothing was changed. */
    private ExitCode delete(List<CloudImages.Deletion> deletions, Output output) throws InterruptedException {
        for (int i = 0; i < deletions.size(); i++) {
            try {
                deletions.get(i).run();
            } catch (RuntimeException e) {
                ExitCode end = output.failure(e, Subject.DELETION);
                return i == 0 ? end : ExitCode.mostSerious(EnumSet.of(ExitCode.FAILED, end));
            }
            output.note("Deleted " + ids.get(i) + ".");
        }
        return ExitCode.DONE;
    }

    /** So that people can check what they have named. */
    private String shownIds() {
        Cloud cloud = account.cloud(simulate.isSet());
        return HarmlessWord.list(ids, Set.copyOf(ids), "IMAGE", id -> ImageId.is(id, cloud));
    }
}
