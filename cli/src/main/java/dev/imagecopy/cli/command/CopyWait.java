package dev.imagecopy.cli.command;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyProgress;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.cli.interrupt.Interruptions;
import dev.imagecopy.cli.output.ExitCode;
import dev.imagecopy.cli.output.Output;
import dev.imagecopy.cli.output.PlannedCopy;
import dev.imagecopy.cli.output.RunEvent;
import dev.imagecopy.cli.output.RunSummary;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/** Waits for copies that are in progress, until they end or the user detaches. */
final class CopyWait {
    private final OperationStore store;
    private final Output output;
    private final String resumeCommand;
    private final List<CompletableFuture<?>> waits = new CopyOnWriteArrayList<>();
    private volatile boolean detached;

    CopyWait(OperationStore store, Output output, String resumeCommand) {
        this.store = store;
        this.output = output;
        this.resumeCommand = resumeCommand;
    }

    ExitCode await(List<StoredCopy> copies, Duration timeout) {
        try (TimeSource time = TimeSource.system()) {
            long startedAt = time.nanoTime();
            output.begin(copies.stream()
                    .map(copy -> new PlannedCopy(copy.accountName(), copy.target(), copy.source()))
                    .toList());
            List<CopyOutcome> ends;
            Interruptions interruptions = Interruptions.listen(this::detach);
            try {
                List<CompletableFuture<CopyOutcome>> outcomes = copies.stream()
                        .map(copy ->
                                new Following<>(copy, copy.account().client().copies(), time).outcome(timeout))
                        .toList();
                ends = outcomes.stream().map(CompletableFuture::join).toList();
            } finally {
                interruptions.close();
            }
            RunSummary summary = RunSummary.of(
                    ends.stream(), Duration.ofNanos(time.nanoTime() - startedAt), Optional.of(resumeCommand));
            output.finish(summary);
            return summary.exitCode(detached);
        }
    }

    private void detach() {
        detached = true;
        output.note("Detaching from the copies; Ctrl-C again leaves at once.");
        waits.forEach(wait -> wait.cancel(false));
    }

    /** One copy, followed to its end. */
    private final class Following<T> {
        private final StoredCopy copy;
        private final Copies<T> copies;
        private final TimeSource time;
        private final Instant startedAt;

        Following(StoredCopy copy, Copies<T> copies, TimeSource time) {
            this.copy = copy;
            this.copies = copies;
            this.time = time;
            this.startedAt = time.now();
        }

        CompletableFuture<CopyOutcome> outcome(Duration timeout) {
            return copies.resumeAsync(store, copy.stored().key(), ResumePolicy.standard(), CallOptions.defaults())
                    .thenCompose(resumed -> resumed.handle()
                            .map(handle -> followed(handle, timeout))
                            .orElseGet(() -> CompletableFuture.completedFuture(withoutHandle(resumed))))
                    .exceptionally(thrown -> outcome(thrown, Optional.empty()))
                    .thenApply(outcome -> {
                        output.event(new RunEvent.Ended(outcome));
                        return outcome;
                    });
        }

        private CompletableFuture<CopyOutcome> followed(Operation<T> handle, Duration timeout) {
            CompletableFuture<T> wait = handle.awaitAsync(timeout);
            waits.add(wait);
            handle.onProgress(snapshot -> output.event(new RunEvent.Moved(new CopyProgress(
                    copy.stored().key().idempotencyKey(),
                    copy.accountName(),
                    copy.target(),
                    snapshot.state(),
                    snapshot.progressPercent(),
                    snapshot.remaining()))));
            return wait.thenApply(image -> outcome(
                            CopyStatus.SUCCEEDED, copies.resultId(image), Optional.empty(), Optional.of(handle)))
                    .exceptionally(thrown -> outcome(thrown, Optional.of(handle)));
        }

        private CopyOutcome withoutHandle(ResumedCopy<T> resumed) {
            if (resumed instanceof ResumedCopy.Finished<T> finished) {
                StoredOutcome end = finished.stored().outcome().orElseThrow();
                return outcome(
                        status(end.state()), end.imageId(), end.failure().map(CopyFailure::of), Optional.empty());
            }
            if (resumed instanceof ResumedCopy.Ambiguous<T> ambiguous) {
                return outcome(ambiguous.cause(), Optional.empty());
            }
            if (resumed instanceof ResumedCopy.Failed<T> failed) {
                return outcome(failed.cause(), Optional.empty());
            }
            String reason = resumed instanceof ResumedCopy.Refused<T> refused ? refused.reason() : "it has no handle";
            return outcome(
                    CopyStatus.FAILED,
                    "",
                    Optional.of(new CopyFailure("Refused", reason, Optional.empty())),
                    Optional.empty());
        }

        private CopyOutcome outcome(Throwable thrown, Optional<Operation<T>> handle) {
            Throwable error =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            return outcome(status(error), "", Optional.of(CopyFailure.of(error)), handle);
        }

        private CopyOutcome outcome(
                CopyStatus status, String image, Optional<CopyFailure> cause, Optional<Operation<T>> handle) {
            return new CopyOutcome(
                    copy.stored().key().idempotencyKey(),
                    copy.accountName(),
                    copy.target(),
                    copy.source(),
                    image,
                    status,
                    CopyOrigin.RESUMED,
                    handle.map(operation -> operation.latest().evidence()).orElse(Evidence.ANSWERED),
                    1,
                    startedAt,
                    time.now(),
                    cause,
                    handle.filter(operation -> status != CopyStatus.SUCCEEDED).map(Operation::resumeToken));
        }
    }

    private static CopyStatus status(OperationState state) {
        return switch (state) {
            case SUCCEEDED -> CopyStatus.SUCCEEDED;
            case CANCELLED -> CopyStatus.CANCELLED;
            default -> CopyStatus.FAILED;
        };
    }

    private static CopyStatus status(Throwable error) {
        if (error instanceof OperationCancelledException) {
            return CopyStatus.CANCELLED;
        }
        if (error instanceof OperationWaitTimeoutException) {
            return CopyStatus.TIMED_OUT;
        }
        if (error instanceof AmbiguousOutcomeException) {
            return CopyStatus.AMBIGUOUS;
        }
        boolean left = error instanceof CancellationException
                || error instanceof ClientClosedException
                || error instanceof PollingStoppedException;
        return left ? CopyStatus.LEFT_RUNNING : CopyStatus.FAILED;
    }
}
