package dev.imagecopy.fleet.internal.step;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.bulk.internal.run.Answers;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import dev.imagecopy.fleet.internal.row.CopyRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** What the answers to one step mean for its copy. */
final class StepEnds {
    /** Between two steps of a copy that this worker, or any, cannot work on for now. */
    private static final Duration LATER = Duration.ofSeconds(30);

    /** Between two polls that the service refuses to answer. */
    private static final Duration REFUSED = Duration.ofMinutes(5);

    private static final Duration SOON = Duration.ofSeconds(2);

    private final FleetSettings settings;
    private final CopyRow row;
    private final StepStore store;
    private final double jitter;

    StepEnds(FleetSettings settings, CopyRow row, StepStore store, double jitter) {
        this.settings = settings;
        this.row = row;
        this.store = store;
        this.jitter = jitter;
    }

    /** Nothing has begun, or is known to go on: the step is made again. */
    private StepEnd later(Duration in, String problem) {
        return later(store.record().unlessBegun(), in, problem);
    }

    private StepEnd later(CopyRecord record, Duration in, String problem) {
        return new StepEnd.GoesOn(record, state(record), in, false, problem);
    }

    private static FleetState state(CopyRecord record) {
        return record.adopted().isPresent()
                ? FleetState.RUNNING
                : switch (record.operation().phase()) {
                    case QUEUED -> FleetState.READY;
                    case SENDING -> FleetState.SENDING;
                    case ACCEPTED, FINAL -> FleetState.RUNNING;
                };
    }

    /** This worker's client cannot go on with the copy; another worker's may. */
    StepEnd notHere(String reason) {
        return later(LATER, reason);
    }

    /** What is in another account says nothing about the copy, and must stay there. */
    StepEnd ofAnotherAccount(OperationKey own) {
        OperationKey key = store.record().operation().key();
        return notHere("the copy belongs to provider '" + key.provider() + "' and scope '" + key.scope()
                + "', but the client '" + row.job().client() + "' works with provider '" + own.provider()
                + "' and scope '" + own.scope() + "'");
    }

    StepEnd accepted(CopyRecord record, OperationSnapshot<?> first) {
        CopyRecord seen = record.observed(snapshot(first));
        return new StepEnd.GoesOn(
                seen, FleetState.RUNNING, withinDeadline(settings.pollPolicy().initialDelay()), true, "");
    }

    StepEnd running(CopyRecord record, Duration hint) {
        return new StepEnd.GoesOn(record, FleetState.RUNNING, interval(0, hint), false, "");
    }

    /** The next attempt of a copy that failed. */
    StepEnd again(CopyRecord next) {
        return new StepEnd.GoesOn(next, FleetState.READY, Duration.ZERO, false, "");
    }

    private Duration interval(int doublings, Duration hint) {
        Instant since = row.progress().acceptedAt() == null
                ? row.progress().startedAt()
                : row.progress().acceptedAt();
        Duration elapsed = since == null
                ? Duration.ZERO
                : Duration.between(since, settings.time().now());
        return withinDeadline(settings.pollPolicy().nextInterval(elapsed, hint, doublings, jitter));
    }

    private Duration withinDeadline(Duration pause) {
        Instant startedAt = row.progress().startedAt();
        if (settings.copyDeadline().isEmpty() || startedAt == null) {
            return pause;
        }
        Duration left = Duration.between(
                settings.time().now(), startedAt.plus(settings.copyDeadline().get()));
        return left.compareTo(pause) < 0 ? (left.isNegative() ? Duration.ZERO : left.plusMillis(1)) : pause;
    }

    CopyRecord.Snapshot snapshot(OperationSnapshot<?> told) {
        return new CopyRecord.Snapshot(
                told.state(),
                told.providerStatus(),
                told.progressPercent(),
                told.remaining(),
                told.requestId(),
                told.observedAt());
    }

    static Optional<CopyFailure> failure(String code, String message) {
        return Optional.of(new CopyFailure(code, message, Optional.empty()));
    }

    private static Optional<CopyFailure> failure(Throwable error) {
        return Optional.of(CopyFailure.of(error));
    }

    StepEnd ended(CopyStatus status, Optional<CopyFailure> failure) {
        return ended(store.record(), status, "", Evidence.ANSWERED, failure, Optional.empty());
    }

    private static StepEnd ended(
            CopyRecord record,
            CopyStatus status,
            String imageId,
            Evidence evidence,
            Optional<CopyFailure> failure,
            Optional<ResumeToken> token) {
        return new StepEnd.Ended(record.ended(new CopyRecord.End(imageId, evidence, failure, token)), status);
    }

    StepEnd found(TargetLook.Ready<?> ready) {
        return ended(
                store.record().from(CopyOrigin.FOUND),
                CopyStatus.SUCCEEDED,
                ready.id(),
                Answers.evidence(ready.match()),
                Optional.empty(),
                Optional.empty());
    }

    StepEnd conflict(TargetLook.Conflict<?> found) {
        return ended(
                store.record().from(CopyOrigin.NONE),
                CopyStatus.CONFLICT,
                Answers.imageId(found),
                Evidence.ANSWERED,
                Optional.of(Answers.conflict(found)),
                Optional.empty());
    }

    /** What the job's own failed copy has left stays there. */
    StepEnd leftover(TargetLook.Conflict<?> found) {
        return ended(
                store.record().from(CopyOrigin.NONE),
                CopyStatus.LEFTOVER,
                found.ids().get(0),
                Evidence.ANSWERED,
                Optional.of(Answers.leftover(found)),
                Optional.empty());
    }

    /** The service refused a copy because of something that the look before did not show or left out. */
    StepEnd refused(TargetLook<?> look, Throwable refusal) {
        boolean leftover = look instanceof TargetLook.Leftover<?>;
        return ended(
                store.record().from(CopyOrigin.NONE),
                leftover ? CopyStatus.LEFTOVER : CopyStatus.CONFLICT,
                look instanceof TargetLook.Leftover<?> left ? left.id() : "",
                Evidence.ANSWERED,
                failure(refusal),
                Optional.empty());
    }

    /** It may or may not have begun, and a search did not settle that. */
    StepEnd open(Throwable cause, ResumeToken token) {
        return ended(store.record(), CopyStatus.AMBIGUOUS, "", Evidence.ANSWERED, failure(cause), Optional.of(token));
    }

    /** It was cancelled while it followed a copy of somebody else's. */
    StepEnd followedNoLonger() {
        return ended(
                store.record(),
                CopyStatus.CANCELLED,
                "",
                Evidence.ANSWERED,
                failure("CANCELLED", "it was cancelled; the copy that it followed is somebody else's, and goes on"),
                store.record().adopted());
    }

    /** The row was not certainly the step's own any more, so nothing was deleted. */
    StepEnd notHeld(Throwable thrown) {
        return later(SOON, String.valueOf(Answers.unwrapped(thrown).getMessage()));
    }

    StepEnd tooLate(Operation<?> operation) {
        return ended(
                store.record(),
                CopyStatus.TIMED_OUT,
                "",
                operation.latest().evidence(),
                failure("TIMED_OUT", "its time limit has passed; the copy itself goes on"),
                Optional.of(operation.resumeToken()));
    }

    /** Its time has passed before there was a handle of its copy. */
    StepEnd expired() {
        return ended(
                store.record(),
                CopyStatus.TIMED_OUT,
                "",
                Evidence.ANSWERED,
                failure("TIMED_OUT", "its time limit has passed"),
                store.record().operation().token());
    }

    StepEnd over(CopyRecord record, OperationSnapshot<?> last, String imageId) {
        return ended(
                record,
                Answers.status(last.state()),
                imageId,
                last.evidence(),
                last.failure().map(CopyFailure::of),
                Optional.empty());
    }

    /** What an execution before this one has learned and could not write as the end. */
    StepEnd stored(StoredOperation stored) {
        StoredOutcome outcome = stored.outcome().orElseThrow();
        return ended(
                store.record(),
                Answers.status(outcome.state()),
                outcome.imageId(),
                outcome.evidence(),
                outcome.failure().map(CopyFailure::of),
                Optional.empty());
    }

    /** A send or a search that gave no handle. */
    StepEnd notAccepted(Throwable error) {
        StoredOperation.Phase phase = store.record().operation().phase();
        if (isOurs(error)) {
            return interrupted(error);
        }
        if (error instanceof OperationStoreException) {
            return later(SOON, String.valueOf((error.getCause() == null ? error : error.getCause()).getMessage()));
        }
        if (phase == StoredOperation.Phase.SENDING) {
            return error instanceof SdkException e && e.retryable()
                    ? troubled(error)
                    : open(error, store.record().operation().token().orElseThrow());
        }
        return error instanceof ApiException others && Answers.isBecauseOfOthers(others)
                ? tooMany(others)
                : ended(
                        store.record().from(CopyOrigin.NONE),
                        CopyStatus.FAILED,
                        "",
                        Evidence.ANSWERED,
                        failure(error),
                        Optional.empty());
    }

    private StepEnd tooMany(ApiException refusal) {
        return new StepEnd.TooMany(unsent(), refusal.retryAfter().orElse(Duration.ZERO));
    }

    /** The copy as it was before the service refused it. */
    private CopyRecord unsent() {
        CopyRecord record = store.record();
        StoredOperation last = record.operation();
        StoredOperation queued = last.phase() == StoredOperation.Phase.QUEUED
                ? last
                : StoredOperation.queued(
                        last.key(),
                        last.request(),
                        last.region(),
                        last.name(),
                        settings.time().now());
        return record.again(record.attempt(), queued, Math.max(0, record.begun() - 1));
    }

    /** The service answers no look-ups for now, which says nothing of how many copies it has. */
    private StepEnd busy(ThrottledException refusal) {
        if (store.record().operation().phase() == StoredOperation.Phase.FINAL) {
            store.change(unsent());
        }
        return troubled(refusal);
    }

    /** A step that threw. */
    StepEnd failed(Throwable thrown) {
        Throwable error = Answers.unwrapped(thrown);
        if (error instanceof IllegalArgumentException unreadable) {
            return new StepEnd.SetAside(String.valueOf(unreadable.getMessage()));
        }
        StoredOperation.Phase phase = store.record().operation().phase();
        boolean begun = store.record().adopted().isPresent() || phase == StoredOperation.Phase.ACCEPTED;
        if (error instanceof ThrottledException refusal && !begun && phase != StoredOperation.Phase.SENDING) {
            return busy(refusal);
        }
        if (error instanceof AmbiguousOutcomeException lost && phase == StoredOperation.Phase.SENDING) {
            return open(
                    lost,
                    lost.resumeToken()
                            .orElseGet(() -> store.record().operation().token().orElseThrow()));
        }
        return begun ? troubled(error) : notAccepted(error);
    }

    StepEnd pollFailed(Operation<?> operation, Throwable thrown) {
        Throwable error = Answers.unwrapped(thrown);
        if (!(error instanceof AmbiguousOutcomeException)) {
            return troubled(error);
        }
        return store.record().marks().cancelSent() && store.record().marks().seen()
                ? goneAfterCancel(store.record())
                : open(error, operation.resumeToken());
    }

    StepEnd goneAfterCancel(CopyRecord record) {
        return ended(
                record,
                CopyStatus.CANCELLED,
                "",
                Evidence.ANSWERED,
                failure("CANCELLED", "the copy is gone after it was cancelled"),
                Optional.empty());
    }

    /** The service did not tell how a copy is; the copy itself is as it was. */
    StepEnd troubled(Throwable error) {
        if (isOurs(error)) {
            return interrupted(error);
        }
        CopyRecord.Marks before = store.record().marks();
        CopyRecord record =
                store.record().marked(new CopyRecord.Marks(before.seen(), before.cancelSent(), before.troubles() + 1));
        boolean mayPass = error instanceof SdkException e && e.retryable();
        Duration hint =
                error instanceof ApiException answered ? answered.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        Duration pause = mayPass ? interval(before.troubles(), hint) : withinDeadline(REFUSED);
        return later(record, pause, String.valueOf(error.getMessage()));
    }

    /** The copy goes on as it is, or waits again if its client was closed before it was sent. */
    private StepEnd interrupted(Throwable error) {
        if (store.record().operation().outcome().filter(end -> !end.begun()).isPresent()) {
            store.change(unsent());
        }
        return error instanceof ClientClosedException
                ? notHere("the client '" + row.job().client() + "' is closed")
                : later(Duration.ZERO, "");
    }

    /** The worker is being stopped, or its client was closed. */
    private static boolean isOurs(Throwable error) {
        return error instanceof CancellationException
                || error instanceof ClientClosedException
                || error instanceof SdkInterruptedException;
    }
}
