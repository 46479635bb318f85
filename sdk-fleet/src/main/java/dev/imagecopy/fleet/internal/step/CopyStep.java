package dev.imagecopy.fleet.internal.step;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.bulk.internal.run.Answers;
import dev.imagecopy.bulk.internal.run.JobKeys;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import dev.imagecopy.fleet.internal.row.CopyRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One step of one copy: looks it up if an existing image will do, sends it, settles it, polls or cancels it. The same decisions as
 * in a bulk run, one at a time. Blocks no thread.
 *
 * @param <T> the type of the copy's result
 */
public final class CopyStep<T> {
    private static final CompletableFuture<?> NOBODY_WAITED = CompletableFuture.completedFuture(null);

    private final FleetSettings settings;
    private final CopyRow row;
    private final ImageCopyClient<?, T> client;
    private final Copies<T> copies;
    private final Handles handles;
    private final StepStore store;
    private final CompletableFuture<?> begun;
    private final StepEnds ends;
    private final Optional<Operation<T>> known;
    private volatile CompletableFuture<?> call = NOBODY_WAITED;
    private volatile boolean aborted;

    private CopyStep(
            FleetSettings settings,
            CopyRow row,
            ImageCopyClient<?, T> client,
            Handles handles,
            StepStore store,
            CompletableFuture<?> begun,
            Optional<Operation<T>> known,
            double jitter) {
        this.settings = settings;
        this.row = row;
        this.client = client;
        this.copies = client.copies();
        this.handles = handles;
        this.store = store;
        this.begun = begun;
        this.ends = new StepEnds(settings, row, store, jitter);
        this.known = known;
    }

    /**
     * Prepares a step.
     *
     * @param row the copy's row
     * @param record its record
     * @param client its client
     * @param commit makes durable that it is being sent
     * @param jitter a random number from 0 to 1, the same for all copies of one poll
     */
    public static <T> CopyStep<T> of(
            FleetSettings settings,
            Handles handles,
            CopyRow row,
            CopyRecord record,
            ImageCopyClient<?, T> client,
            StepStore.Commit commit,
            double jitter) {
        Optional<Handles.Held> held = handles.take(row.job().id(), key(record));
        if (held.isEmpty()) {
            return new CopyStep<>(
                    settings,
                    row,
                    client,
                    handles,
                    new StepStore(record, commit),
                    NOBODY_WAITED,
                    Optional.empty(),
                    jitter);
        }
        CompletableFuture<?> begun = held.get().store().begin(record, commit);
        @SuppressWarnings("unchecked") // made by the client of this name
        Operation<T> operation = (Operation<T>) held.get().operation();
        return new CopyStep<>(
                settings, row, client, handles, held.get().store(), begun, Optional.of(operation), jitter);
    }

    /** Two workers may have the same copy; the one whose send was not recorded does not go on with what it knows. */
    private static String key(CopyRecord record) {
        return record.operation().sends() + " "
                + record.adopted()
                        .or(
                                record.operation()
                                        ::token) // a handle that does not know of another worker's attempt is of no use
                        .map(ResumeToken::value)
                        .orElse(record.operation().key().idempotencyKey());
    }

    /** Makes the step; the future never fails. */
    public CompletableFuture<StepEnd> run() {
        return begun.thenCompose(free -> guarded(this::next))
                .exceptionally(ends::failed)
                .exceptionally(CopyStep::impossible);
    }

    /** Times that somebody has broken can be too far apart to be compared; the other copies of the group are polled all the same. */
    private static StepEnd impossible(Throwable thrown) {
        return new StepEnd.SetAside("a step is impossible: " + Answers.unwrapped(thrown));
    }

    /** Ends the step soon: the call in flight is aborted, and the copy is as far as its row says. */
    public void abort() {
        aborted = true;
        call.cancel(true);
    }

    private <V> CompletableFuture<V> called(CompletableFuture<V> made) {
        call = made;
        if (aborted) {
            made.cancel(true);
        }
        return made;
    }

    private CompletableFuture<StepEnd> next() {
        CopyRecord record = store.record();
        StoredOperation.Phase phase = record.operation().phase();
        boolean isAdopted = record.adopted().isPresent();
        boolean isUnsent = !isAdopted && phase == StoredOperation.Phase.QUEUED;
        boolean isOpen = !isAdopted && phase == StoredOperation.Phase.SENDING;
        if (known.isPresent() && !isUnsent) {
            return follow(known.get());
        }
        if (isUnsent && row.cancelled()) {
            return done(ends.ended(
                    CopyStatus.CANCELLED, StepEnds.failure("CANCELLED", "it was cancelled before it was sent")));
        }
        if ((isUnsent || isOpen) && isTooLate()) {
            return done(ends.expired());
        }
        OperationKey key = record.operation().key();
        OperationKey own = copies.key(key.idempotencyKey());
        if (!own.equals(key)) {
            return done(ends.ofAnotherAccount(own));
        }
        if (isAdopted) {
            return follow(client.resume(record.adopted().get()));
        }
        if (!isUnsent) {
            return resume();
        }
        return record.ensures() ? lookFirst() : send();
    }

    private CopyRequest request() {
        return copies.read(store.record().operation().request());
    }

    private CompletableFuture<StepEnd> lookFirst() {
        return called(copies.lookUpAsync(request(), settings.options()))
                .thenCompose(look -> guarded(() -> {
                    if (look instanceof TargetLook.Leftover<T> leftover && settings.deletesLeftovers()) {
                        return delete(leftover);
                    }
                    if (look instanceof TargetLook.Conflict<T> conflict && isOwnLeftover(conflict)) {
                        return settings.deletesLeftovers()
                                ? delete(
                                        new TargetLook.Leftover<>(conflict.ids().get(0), "", TargetLook.Match.NAME))
                                : done(ends.leftover(conflict));
                    }
                    return look instanceof TargetLook.Missing<T> || look instanceof TargetLook.Leftover<T>
                            ? send()
                            : done(there(look));
                }));
    }

    /** Where a service does not show whose an unfinished image is, the job's own record tells. A copy would replace it. */
    private boolean isOwnLeftover(TargetLook.Conflict<T> there) {
        CopyRecord record = store.record();
        boolean ownCopyFailed = record.attempt() > 1 && record.begun() > 0;
        return ownCopyFailed && there.isUnfinished() && !there.ids().isEmpty();
    }

    private CompletableFuture<StepEnd> delete(TargetLook.Leftover<T> leftover) {
        return mayNotBegin().orElseGet(() -> store.hold()
                .handle((held, lost) -> guarded(() -> lost == null ? deleteHeld(leftover) : done(ends.notHeld(lost))))
                .thenCompose(Function.identity()));
    }

    /** Whoever else has the row by now may have copied: then what is there is no leftover any more. */
    private CompletableFuture<StepEnd> deleteHeld(TargetLook.Leftover<T> leftover) {
        return mayNotBegin().orElseGet(() -> called(copies.deleteAsync(request(), leftover, settings.options()))
                .thenCompose(deleted -> guarded(this::send)));
    }

    /** Nothing that changes the service begins once the step is to end, or the copy's time has passed. */
    private Optional<CompletableFuture<StepEnd>> mayNotBegin() {
        if (aborted) {
            return Optional.of(CompletableFuture.failedFuture(new CancellationException("the step was aborted")));
        }
        return isTooLate() ? Optional.of(done(ends.expired())) : Optional.empty();
    }

    /** What is at the target decides. */
    private StepEnd there(TargetLook<T> look) {
        if (look instanceof TargetLook.Ready<T> ready) {
            return ends.found(ready);
        }
        if (look instanceof TargetLook.InProgress<T> underWay) {
            Operation<T> operation = underWay.operation();
            CopyRecord adopted = store.record().adopting(operation.resumeToken());
            handles.put(row.job().id(), new Handles.Held(key(adopted), store, operation));
            return ends.accepted(adopted, operation.latest());
        }
        return ends.conflict((TargetLook.Conflict<T>) look);
    }

    private CompletableFuture<StepEnd> send() {
        return mayNotBegin().orElseGet(() -> {
            store.change(store.record().beginning());
            return resume();
        });
    }

    private CompletableFuture<StepEnd> resume() {
        boolean sends = store.record().operation().phase() == StoredOperation.Phase.QUEUED;
        OperationKey key = store.record().operation().key();
        return called(copies.resumeAsync(store, key, settings.resumePolicy(), settings.options()))
                .thenCompose(told -> guarded(() -> told(told, sends)));
    }

    private CompletableFuture<StepEnd> told(ResumedCopy<T> resumed, boolean sends) {
        if (resumed.handle().isPresent()) {
            Operation<T> operation = resumed.handle().get();
            // Nothing but a poll tells whether a copy to a cluster goes on.
            boolean isOpen = store.record().operation().phase() == StoredOperation.Phase.SENDING;
            return resumed instanceof ResumedCopy.Adopted<T> || isOpen ? follow(operation) : done(accepted(operation));
        }
        if (resumed instanceof ResumedCopy.Refused<T> refused) {
            return done(new StepEnd.SetAside(refused.reason()));
        }
        if (resumed instanceof ResumedCopy.Ambiguous<T> open) {
            return done(
                    !sends && open.cause().getCause() instanceof SdkException why && why.retryable()
                            ? ends.notAccepted(why) // the service could not be asked, and is asked again later
                            : ends.open(open.cause(), open.token()));
        }
        if (resumed instanceof ResumedCopy.Finished<T> finished) {
            return done(ends.stored(finished.stored()));
        }
        ResumedCopy.Failed<T> failed = (ResumedCopy.Failed<T>) resumed;
        return sends
                        && failed.cause() instanceof ConflictException
                        && !failed.cause().retryable()
                        && store.record().ensures()
                ? lookAgain(failed.cause())
                : done(ends.notAccepted(failed.cause()));
    }

    /** The name was taken between the look and the copy, or a failed attempt occupies it. */
    private CompletableFuture<StepEnd> lookAgain(Throwable refusal) {
        return called(copies.lookUpAsync(request(), settings.options()))
                .thenApply(look -> look instanceof TargetLook.Missing<T> || look instanceof TargetLook.Leftover<T>
                        ? ends.refused(look, refusal)
                        : there(look));
    }

    private StepEnd accepted(Operation<T> operation) {
        if (operation.latest().state().isTerminal()) {
            return observed(operation, operation.latest());
        }
        handles.put(row.job().id(), new Handles.Held(key(store.record()), store, operation));
        return ends.accepted(store.record(), operation.latest());
    }

    private CompletableFuture<StepEnd> follow(Operation<T> operation) {
        if (isTooLate()) {
            return done(ends.tooLate(operation));
        }
        if (hasOtherClock(operation)) {
            return done(
                    ends.notHere("the clock of the client '" + row.job().client() + "' differs from the database's"));
        }
        boolean cancels = row.cancelled() && !store.record().marks().cancelSent();
        if (cancels && store.record().adopted().isPresent()) {
            return done(ends.followedNoLonger());
        }
        return cancels ? cancel(operation) : poll(operation);
    }

    /** A handle is as old as its client's clock says, and whether the service must show its copy by now depends on that. */
    private boolean hasOtherClock(Operation<T> fresh) {
        return known.isEmpty()
                && Duration.between(settings.time().now(), fresh.latest().observedAt())
                                .abs()
                                .compareTo(FleetSettings.CLOCKS_DIFFER)
                        > 0;
    }

    private boolean isTooLate() {
        Instant startedAt = row.progress().startedAt();
        return startedAt != null
                && settings.copyDeadline()
                        .map(limit -> settings.time().now().isAfter(startedAt.plus(limit)))
                        .orElse(false);
    }

    private CompletableFuture<StepEnd> cancel(Operation<T> operation) {
        return called(operation.cancelAsync())
                .thenCompose(result -> guarded(() -> {
                    if (result instanceof CancelResult.Unknown unknown) {
                        return done(ends.troubled(unknown.cause()));
                    }
                    CopyRecord.Marks before = store.record().marks();
                    store.change(store.record().marked(new CopyRecord.Marks(before.seen(), true, before.troubles())));
                    return result instanceof CancelResult.NotSupported impossible
                            ? poll(operation, "it cannot be cancelled: " + impossible.reason())
                            : poll(operation);
                }));
    }

    private CompletableFuture<StepEnd> poll(Operation<T> operation) {
        return poll(operation, "");
    }

    private CompletableFuture<StepEnd> poll(Operation<T> operation, String note) {
        return called(operation.pollAsync()).handle((snapshot, thrown) -> {
            StepEnd end = thrown == null ? observed(operation, snapshot) : ends.pollFailed(operation, thrown);
            if (end instanceof StepEnd.GoesOn on) {
                CopyRecord now = on.record().adopted().isPresent()
                        ? on.record()
                        : on.record().knowing(operation.resumeToken());
                handles.put(row.job().id(), new Handles.Held(key(now), store, operation));
                return new StepEnd.GoesOn(
                        now, on.state(), on.dueIn(), on.accepted(), note.isEmpty() ? on.problem() : note);
            }
            return end;
        });
    }

    private StepEnd observed(Operation<T> operation, OperationSnapshot<T> snapshot) {
        CopyRecord record = store.record().observed(ends.snapshot(snapshot));
        if (!snapshot.state().isTerminal()) {
            return ends.running(record, operation.nextPollHint());
        }
        if (isGoneAfterCancel(record, snapshot)) {
            return ends.goneAfterCancel(record);
        }
        if (snapshot.state() == OperationState.FAILED && record.begun() < settings.attempts() && !row.cancelled()) {
            return ends.again(nextAttempt(record));
        }
        return ends.over(
                record, snapshot, snapshot.result().map(copies::resultId).orElse(""));
    }

    /** The handle of the worker that cancelled it knows that; those of the others do not. */
    private static boolean isGoneAfterCancel(CopyRecord record, OperationSnapshot<?> snapshot) {
        return record.marks().cancelSent()
                && snapshot.state() == OperationState.FAILED
                && snapshot.providerStatus().equals("VANISHED");
    }

    private CopyRecord nextAttempt(CopyRecord record) {
        StoredOperation last = record.operation();
        int number = record.adopted().isPresent() ? record.attempt() : record.attempt() + 1;
        StoredOperation queued = StoredOperation.queued(
                copies.key(JobKeys.key(row.job().id(), number)),
                last.request(),
                last.region(),
                last.name(),
                settings.time().now());
        return record.again(number, queued, record.begun());
    }

    private static CompletableFuture<StepEnd> done(StepEnd end) {
        return CompletableFuture.completedFuture(end);
    }

    /** Turns an exception into a failed future. */
    private static <V> CompletableFuture<V> guarded(Supplier<CompletableFuture<V>> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
