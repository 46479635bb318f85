package dev.imagecopy.cli.command;

import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.bulk.BulkRun;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyReport;
import dev.imagecopy.bulk.RunningCopies;
import dev.imagecopy.cli.clients.OpenClients;
import dev.imagecopy.cli.interrupt.Interruptions;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.output.PlannedCopy;
import dev.imagecopy.cli.output.RunEvent;
import dev.imagecopy.cli.output.RunSummary;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.cli.store.StoreFolder;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.OperationStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/** One run of a plan's copies, from which Ctrl-C detaches. */
final class CopyRun {
    private final Session session;
    private final Output output;
    private final String resumeCommand;
    private final LongAdder withoutCredentials = new LongAdder();
    private volatile boolean detached;

    /**
     * The end of a run.
     *
     * @param summary what became of its copies
     * @param exitCode how the command ends
     * @param isDetached whether the user has left it
     */
    record End(RunSummary summary, ExitCode exitCode, boolean isDetached) {}

    /**
     * @param session the store
     * @param output receives the run's events
     * @param resumeCommand the command that takes up what the run leaves
     */
    CopyRun(Session session, Output output, String resumeCommand) {
        this.session = session;
        this.output = output;
        this.resumeCommand = resumeCommand;
    }

    /**
     * Runs copies to their end, or until the user detaches.
     *
     * @param plan the plan
     * @param mode what the plan's images are to be, unless they say it
     * @param name the name of the run; empty for the plan's
     */
    End run(Plan plan, CopyJob.Mode mode, Optional<String> name) throws InterruptedException {
        session.services().prepare(plan);
        OpenClients clients = session.clients(plan.accounts());
        session.store().flatMap(StoreFolder::damage).ifPresent(this::tell);
        List<CopyJob> jobs = plan.jobs(mode).toList();
        output.begin(jobs.stream().map(job -> planned(job, clients)).toList());
        BulkCopy.Builder bulk = plan.applyTo(BulkCopy.builder().clients(clients.copyClients()))
                .onCopyProgress(progress -> output.event(new RunEvent.Moved(progress)))
                .onOutcome(outcome -> {
                    if (RunSummary.isWithoutCredentials(outcome)) {
                        withoutCredentials.increment();
                    }
                    output.event(new RunEvent.Ended(outcome));
                })
                .onFailure((outcome, exception) -> output.event(new RunEvent.Failed(outcome, exception)));
        session.operations().ifPresent(bulk::store);
        name.ifPresent(bulk::runName);
        RunSummary summary = summary(report(bulk.build().start(jobs.stream())));
        output.finish(summary);
        ExitCode exitCode = summary.exitCode(detached);
        return new End(summary, plan.policies().verify() ? verified(exitCode, plan, clients) : exitCode, detached);
    }

    /** Looks at all images of a plan, if everything seems to be there. */
    private ExitCode verified(ExitCode exitCode, Plan plan, OpenClients clients) {
        if (exitCode != ExitCode.DONE) {
            return exitCode;
        }
        TargetLooks looks = TargetLooks.of(plan, clients);
        output.listing(looks.listing());
        return looks.areReady() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void tell(OperationStore.Damage damage) {
        output.note("The store has lost " + damage.records() + " lines (" + damage.description()
                + "). Copies to services without idempotency keys are not sent until 'imagecopy resume"
                + " --acknowledge-damage'.");
    }

    private CopyReport report(BulkRun run) throws InterruptedException {
        Interruptions interruptions = Interruptions.listen(() -> {
            detached = true;
            output.note("Detaching from the copies; Ctrl-C again leaves at once.");
            run.cancel(RunningCopies.LEAVE);
        });
        try {
            return report(run, run.report());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        } finally {
            interruptions.close();
        }
    }

    /** Shows the total every second: the time goes on even if no copy moves. */
    private CopyReport report(BulkRun run, CompletableFuture<CopyReport> end)
            throws InterruptedException, ExecutionException {
        while (true) {
            output.event(new RunEvent.Total(run.progress()));
            try {
                return end.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException goesOn) {
                // Once more.
            }
        }
    }

    private RunSummary summary(CopyReport report) {
        return new RunSummary(
                report.counts(),
                withoutCredentials.sumThenReset(), // of this run: there may be another
                report.elapsed(),
                session.store().map(store -> resumeCommand));
    }

    private static PlannedCopy planned(CopyJob job, OpenClients clients) {
        ImageCopyClient<?, ?> client =
                clients.copyClients().client(job.client()).orElseThrow();
        CopyTarget target = client.copies().target(job.request());
        return new PlannedCopy(job.client(), target, client.copies().sourceId(job.request()));
    }
}
