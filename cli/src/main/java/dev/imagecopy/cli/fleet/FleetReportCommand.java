package dev.imagecopy.cli.fleet;

import dev.imagecopy.cli.command.CliCommand;
import dev.imagecopy.cli.command.SimulateOption;
import dev.imagecopy.cli.interrupt.Interruptions;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.FleetAnswers;
import dev.imagecopy.cli.output.HarmlessWord;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.output.RefusedException;
import dev.imagecopy.fleet.Fleet;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetException;
import dev.imagecopy.fleet.FleetPage;
import dev.imagecopy.fleet.FleetStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the copies of a fleet. */
final class FleetReportCommand extends CliCommand {
    /** Twice as often as the page loads itself again. */
    private static final long BETWEEN_PAGES_SECONDS = 5;

    private final SimulateOption simulate;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(names = "--run", paramLabel = "NAME", description = "List only the copies of the plan of this name.")
    private @Nullable String run;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page to this file in place of the list.")
    private @Nullable Path page;

    @Option(
            names = "--follow",
            description = "Write the page again every " + BETWEEN_PAGES_SECONDS
                    + " seconds, until no copy is open or Ctrl-C; a browser that shows it follows.")
    private boolean follow;

    FleetReportCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) throws InterruptedException {
        if (follow && page == null) {
            throw misuse("--follow writes a page again: name it with --html FILE");
        }
        if (run != null && page != null) {
            throw misuse("--run is for the list: the page of --html has all copies, and filters of its own");
        }
        try (FleetSession session = FleetSession.open(options, simulate)) {
            if (page == null) {
                list(session, output);
            } else if (follow) {
                follow(session, page, output);
            } else {
                output.answer(FleetAnswers.page(page, write(session, page)));
            }
            return ExitCode.DONE;
        }
    }

    private void list(FleetSession session, Output output) {
        output.answer(FleetAnswers.copies(session.look(this::copies)));
    }

    private List<FleetCopy> copies(Fleet fleet) {
        try (Stream<FleetCopy> copies = fleet.copies()) {
            return copies.filter(copy -> run == null || copy.runName().equals(run))
                    .toList();
        }
    }

    private static void follow(FleetSession session, Path page, Output output) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        Interruptions interruptions = Interruptions.listen(stop::countDown);
        try {
            FleetStatus status = write(session, page);
            output.note("Writing " + page + " until no copy is open; Ctrl-C ends that.");
            boolean isAway = false;
            while (!status.isIdle() && !stop.await(BETWEEN_PAGES_SECONDS, TimeUnit.SECONDS)) {
                try {
                    status = write(session, page);
                    isAway = false;
                } catch (FleetException e) {
                    if (!isAway) {
                        output.note(e.getMessage() + "; the page is written again when it is back.");
                    }
                    isAway = true;
                }
            }
            output.answer(FleetAnswers.page(page, status));
        } finally {
            interruptions.close();
        }
    }

    /** Returns the numbers before the page was written, so that the last page shows the end of all copies. */
    private static FleetStatus write(FleetSession session, Path page) {
        return session.look(fleet -> write(fleet, page));
    }

    private static FleetStatus write(Fleet fleet, Path page) {
        FleetStatus status = fleet.status();
        try {
            FleetPage.write(fleet, page);
            return status;
        } catch (IOException e) {
            throw new RefusedException(
                    "The page cannot be written: "
                            + HarmlessWord.path(page)
                                    .map(path -> e.toString())
                                    .orElse(e.getClass().getSimpleName()),
                    "Name another file with --html");
        }
    }
}
