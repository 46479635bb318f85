package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.bulk.internal.run.JobKeys;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import dev.imagecopy.fleet.internal.row.CopyRecordJson;
import dev.imagecopy.fleet.internal.row.CopyRow;
import java.util.Optional;
import java.util.OptionalInt;

/** Shows rows to people. */
final class Views {
    private Views() {}

    static FleetCopy of(CopyRow row) {
        Optional<CopyRecord> record = record(row);
        Optional<CopyRecord.Snapshot> last = record.flatMap(CopyRecord::snapshot);
        Optional<CopyFailure> failure = record.flatMap(CopyRecord::end).flatMap(CopyRecord.End::failure);
        CopyRow.Progress progress = row.progress();
        return new FleetCopy(
                row.job().id(),
                row.job().runName(),
                progress.state(),
                outcome(row, record),
                last.map(CopyRecord.Snapshot::providerStatus).orElse(""),
                last.map(CopyRecord.Snapshot::percent).orElse(OptionalInt.empty()),
                failure.flatMap(CopyFailure::requestId)
                        .or(() -> last.flatMap(CopyRecord.Snapshot::requestId))
                        .orElse(""),
                row.job().submittedAt(),
                Optional.ofNullable(progress.acceptedAt()),
                Optional.ofNullable(progress.dueAt()),
                progress.worker(),
                row.cancelled(),
                progress.problem());
    }

    private static Optional<CopyRecord> record(CopyRow row) {
        try {
            return Optional.of(CopyRecordJson.read(row.record()));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static CopyOutcome outcome(CopyRow row, Optional<CopyRecord> record) {
        CopyRow.Progress progress = row.progress();
        Optional<CopyRecord.End> end = record.flatMap(CopyRecord::end);
        return new CopyOutcome(
                record.map(known -> known.operation().key().idempotencyKey())
                        .orElseGet(() -> JobKeys.key(row.job().id(), 1)),
                row.job().client(),
                row.job().target(),
                row.job().source(),
                end.map(CopyRecord.End::imageId).orElse(""),
                status(progress),
                record.map(CopyRecord::origin).orElse(CopyOrigin.NONE),
                end.map(CopyRecord.End::evidence).orElse(Evidence.ANSWERED),
                record.map(CopyRecord::begun).orElse(0),
                progress.startedAt() == null ? row.job().submittedAt() : progress.startedAt(),
                progress.changedAt(),
                cause(progress, end),
                token(progress, record));
    }

    private static Optional<CopyFailure> cause(CopyRow.Progress progress, Optional<CopyRecord.End> end) {
        return progress.state() == FleetState.SET_ASIDE
                ? Optional.of(new CopyFailure("SET_ASIDE", progress.problem(), Optional.empty()))
                : end.flatMap(CopyRecord.End::failure);
    }

    private static Optional<ResumeToken> token(CopyRow.Progress progress, Optional<CopyRecord> record) {
        return progress.state() == FleetState.ENDED
                ? record.flatMap(CopyRecord::end).flatMap(CopyRecord.End::token)
                : record.flatMap(
                        known -> known.adopted().or(() -> known.operation().token()));
    }

    private static CopyStatus status(CopyRow.Progress progress) {
        return switch (progress.state()) {
            case WAITING, READY -> CopyStatus.NOT_STARTED;
            case SENDING, RUNNING -> CopyStatus.LEFT_RUNNING;
            case ENDED -> progress.status() == null ? CopyStatus.FAILED : progress.status();
            case SET_ASIDE -> CopyStatus.FAILED;
        };
    }
}
