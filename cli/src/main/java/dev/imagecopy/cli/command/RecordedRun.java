package dev.imagecopy.cli.command;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.plan.PlanException;
import dev.imagecopy.cli.store.PlanText;
import dev.imagecopy.cli.store.RunRecord;
import dev.imagecopy.cli.store.Runs;
import dev.imagecopy.cli.store.StoreFolder;
import java.time.Instant;
import java.util.Optional;

/** Runs plans, and keeps in the store which runs have not ended. */
final class RecordedRun {
    private final Session session;
    private final CopyRun run;

    RecordedRun(Session session, Output output, String resumeCommand) {
        this.session = session;
        this.run = new CopyRun(session, output, resumeCommand);
    }

    /** Runs a plan for the first time. */
    CopyRun.End begin(PlanSource source, CopyJob.Mode mode) throws InterruptedException {
        Optional<Runs> runs = session.store().map(StoreFolder::runs);
        if (runs.isEmpty()) {
            return run.run(source.plan(), mode, Optional.empty());
        }
        return run(runs.get(), runs.get().begin(source.text(), mode, Instant.now()), source);
    }

    /** Takes up a run that was left or killed. */
    CopyRun.End resume(Runs runs, RunRecord record) throws InterruptedException {
        return run(runs, record, PlanSource.again(runs.plan(record)));
    }

    private CopyRun.End run(Runs runs, RunRecord record, PlanSource source) throws InterruptedException {
        CopyRun.End end = run.run(source.plan(), record.mode(), Optional.of(record.name()));
        if (!end.summary().mayGoOn()) {
            Instant now = Instant.now();
            runs.open().stream()
                    .filter(open -> open.id().equals(record.id())
                            || (open.mode() == CopyJob.Mode.ENSURE && copiesTheSame(runs.plan(open), source)))
                    .forEach(open -> runs.end(open, now));
        }
        return end;
    }

    /** Read at another time, the same text may name other images, or be wrong. */
    private static boolean copiesTheSame(PlanText open, PlanSource done) {
        try {
            return open.isSameAs(done.text())
                    && PlanSource.again(open).plan().copies().equals(done.plan().copies());
        } catch (PlanException wrong) {
            return false;
        }
    }
}
