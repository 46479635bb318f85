package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.fleet.FleetException;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import dev.imagecopy.fleet.internal.row.CopyRecordJson;
import dev.imagecopy.fleet.internal.row.CopyRow;
import dev.imagecopy.fleet.internal.step.FleetSettings;
import dev.imagecopy.fleet.internal.step.StepStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The row of one step, which commits before anything is sent that changes the service. Used by the step's thread. */
final class RowCommit implements StepStore.Commit {
    /** Whoever is slower than this may have been taken for dead, so it sends nothing. */
    private static final Duration SLOWEST = Duration.ofSeconds(10);

    private final Tables tables;
    private final Executor executor;
    private final String worker;
    private CopyRow row;
    private boolean committed;
    private @Nullable CopyRow unknown; // what a commit wrote whose answer was lost

    RowCommit(Tables tables, Executor executor, String worker, CopyRow row) {
        this.tables = tables;
        this.executor = executor;
        this.worker = worker;
        this.row = row;
    }

    /** The row as it is in the database now, unless somebody else has written it. */
    CopyRow row() {
        return row;
    }

    /** Whether this step has committed that the copy is being sent. */
    boolean hasCommitted() {
        return committed;
    }

    @Override
    public CompletableFuture<?> sending(CopyRecord record) {
        return CompletableFuture.runAsync(() -> commit(record), executor);
    }

    @Override
    public CompletableFuture<?> held() {
        return CompletableFuture.runAsync(() -> commit(row.progress().state(), row.record()), executor);
    }

    private void commit(CopyRecord record) {
        requireSameClock(record, tables.now());
        boolean isFirst = record.operation().phase() == StoredOperation.Phase.SENDING; // or it is sent again
        commit(isFirst ? FleetState.SENDING : row.progress().state(), CopyRecordJson.write(record));
        committed = true;
    }

    private void commit(FleetState state, String record) {
        long begunAt = tables.time().nanoTime();
        Instant now = tables.now();
        CopyRow before = row;
        write(before.written(before.progress().in(state, now, now, worker), record));
        if (tables.time().nanoTime() - begunAt > SLOWEST.toNanos()) {
            write(row.written(before.progress(), before.record()));
            throw new FleetException(
                    "the database took more than " + SLOWEST + " for one commit, so nothing was sent", null);
        }
    }

    private void write(CopyRow next) {
        if (!isWritten(next)) {
            throw new FleetException("another worker has taken the copy over, so nothing was sent", null);
        }
        row = next;
        unknown = null;
    }

    /** A commit that seems to fail may have succeeded: then the row says so, and the copy is not taken for one that was sent. */
    private boolean isWritten(CopyRow next) {
        try {
            return tables.database().transact(connection -> tables.copies().update(connection, next)) || isThere(next);
        } catch (FleetException lost) {
            unknown = next;
            if (isThere(next)) {
                return true;
            }
            throw lost;
        }
    }

    /**
     * Whether a commit that failed, since nobody could tell what had become of it, has succeeded after all. Nothing was sent then, and
     * the row is the one that it wrote.
     */
    boolean adoptsLostCommit() {
        CopyRow maybe = unknown;
        if (maybe == null || (!row.equals(maybe) && !isThere(maybe))) {
            return false;
        }
        row = maybe; // and asked again, if the end of the step cannot be written
        return true;
    }

    /**
     * Whoever else wrote this version of the row has another name, or is another execution of this worker's, which an engine takes for
     * dead after a while: a row that was only held looks the same whichever of them did it.
     */
    private boolean isThere(CopyRow next) {
        return !next.record().equals(row.record()) && isWrittenAs(next);
    }

    private boolean isWrittenAs(CopyRow next) {
        return tables.database()
                .read(connection -> tables.copies().find(connection, next.job().id()))
                .filter(found -> found.version() == next.version()
                        && found.progress().worker().equals(worker)
                        && found.record().equals(next.record()))
                .isPresent();
    }

    private void requireSameClock(CopyRecord record, Instant now) {
        Duration off = Duration.between(now, record.operation().changedAt());
        if (off.abs().compareTo(FleetSettings.CLOCKS_DIFFER) > 0) {
            throw new FleetException(
                    "the clock of the client '" + row.job().client() + "' differs from the database's by " + off
                            + ", so nothing was sent: build the client with the fleet's time source",
                    null);
        }
    }
}
