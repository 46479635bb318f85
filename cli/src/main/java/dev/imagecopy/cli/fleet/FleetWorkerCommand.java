package dev.imagecopy.cli.fleet;

import dev.imagecopy.cli.command.CliCommand;
import dev.imagecopy.cli.command.PlanSource;
import dev.imagecopy.cli.command.ShellWord;
import dev.imagecopy.cli.command.SimulateOption;
import dev.imagecopy.cli.interrupt.Interruptions;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.output.RunSummary;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.fleet.Fleet;
import dev.imagecopy.fleet.FleetException;
import dev.imagecopy.fleet.FleetStatus;
import dev.imagecopy.fleet.FleetWorker;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a worker of a fleet. */
final class FleetWorkerCommand extends CliCommand {
    /** Beside one for each step. */
    private static final int SPARE_CONNECTIONS = 4;

    private static final int MOST_THREADS = 1000;

    private final SimulateOption simulate;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Option(
            names = "--until-done",
            description =
                    "End when no copy of the fleet is open; the exit code then tells what became of the copies of this plan.")
    private boolean untilDone;

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            defaultValue = "16",
            description = "How many calls of services are made at once (default: ${DEFAULT-VALUE}).")
    private int threads = 16;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What reports call this worker; unique in the fleet. Default: made of the id of the process.")
    private @Nullable String name;

    @Parameters(paramLabel = "PLAN", description = "The plan, a YAML file.")
    private Path file = Path.of("");

    FleetWorkerCommand(SimulateOption simulate) {
        this.simulate = simulate;
    }

    @Override
    protected ExitCode run(Output output) throws InterruptedException {
        if (threads < 1 || threads > MOST_THREADS) {
            throw misuse("Invalid value for option '--threads': must be a whole number from 1 to " + MOST_THREADS);
        }
        Plan plan = PlanSource.read(file).plan();
        try (FleetSession session = FleetSession.open(options, simulate, plan, threads + SPARE_CONNECTIONS)) {
            FleetSubmitCommand.tellUnknown(plan, output);
            FleetWatch watch = new FleetWatch(session.fleet(), output);
            return work(session, watch, output) ? done(session, plan, watch, output) : stopped(session, watch, output);
        }
    }

    /** Works until nothing is open, if that is wanted, or until Ctrl-C; returns whether nothing is open. */
    private boolean work(FleetSession session, FleetWatch watch, Output output) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        Interruptions interruptions = Interruptions.listen(() -> {
            output.note(
                    "Stopping: begins nothing more, and waits some seconds for answers; Ctrl-C again leaves at once.");
            stop.countDown();
        });
        FleetWorker.Builder builder = session.fleet().worker().threads(threads);
        if (name != null) {
            builder.name(name);
        }
        try (FleetWorker worker = session.look(fleet -> builder.start())) {
            output.begin(List.of());
            boolean isDone = false;
            do {
                Optional<FleetStatus> status = watch.look();
                isDone = untilDone && status.filter(FleetStatus::isIdle).isPresent();
            } while (!isDone && !stop.await(1, TimeUnit.SECONDS));
            worker.stop();
            return isDone;
        } finally {
            interruptions.close();
        }
    }

    private static ExitCode done(FleetSession session, Plan plan, FleetWatch watch, Output output) {
        RunSummary summary = session.look(fleet -> watch.summaryOf(plan.name()));
        output.finish(summary);
        return summary.exitCode();
    }

    /** The copies that are open are as far as their rows say, and anybody may go on with them. */
    private ExitCode stopped(FleetSession session, FleetWatch watch, Output output) {
        FleetStatus status;
        try {
            status = session.look(Fleet::status);
        } catch (FleetException e) {
            output.note("Stopped while the database is away: what goes on is unknown. " + e.getMessage());
            return ExitCode.INTERRUPTED;
        }
        boolean open = !status.isIdle();
        if (open) {
            output.note("Stopped; other workers of the fleet go on with its copies.");
        }
        String again = session.command("worker " + ShellWord.quoted(file.toString()));
        output.finish(new RunSummary(
                FleetWatch.counts(status), watch.elapsed(), open ? Optional.of(again) : Optional.empty()));
        return open ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
}
