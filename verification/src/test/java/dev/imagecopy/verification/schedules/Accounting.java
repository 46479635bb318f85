package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** When nothing misbehaves any more, checks how each call ended, and whether that is true. */
record Accounting(Judge judge, ManualTimeSource time, ModelService service, RandomGenerator random) {
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int MOST_TASKS = 50_000;

    void accountFor(LogicalCall call, Function<ResumeToken, Operation<String>> resume) {
        runUntilDone(call.starting());
        time.advance(Duration.ofMinutes(2)); // now every copy is visible
        List<ModelService.Copy> made = service.copiesOf(call.name());
        judge.require(made.size() <= 1, made.size() + " copies for one logical call");
        Optional<ResumeToken> token = call.token();
        if (token.isEmpty()) {
            Throwable refusal = Judge.failureOf(call.starting());
            judge.require(made.isEmpty(), "the copy exists, but its caller was told " + refusal);
            judge.requireTyped(refusal);
            return;
        }
        if (call.needsResume() || random.nextBoolean()) {
            call.continueWith(resume.apply(token.get()));
        }
        Told told = new Told(judge::hear, Mischief.none());
        CompletableFuture<String> wait =
                call.handle().orElseThrow().onProgress(told).awaitAsync(A_DAY);
        runUntilDone(wait);
        Throwable failure = wait.isCompletedExceptionally() ? Judge.failureOf(wait) : null;
        judge.require(
                told.hasEnd() == !(failure instanceof AmbiguousOutcomeException),
                "the listener was not told the end before the wait was, " + failure);
        judge.require(!told.wentOnAfterTheEnd(), "a listener was told more after the end");
        requireTrue(failure, failure == null ? wait.join() : "", service.copiesOf(call.name()));
    }

    private void requireTrue(Throwable failure, String image, List<ModelService.Copy> made) {
        boolean cancelled = made.stream().anyMatch(ModelService.Copy::wasCancelled);
        boolean succeeded = made.stream().anyMatch(copy -> copy.succeeds);
        judge.require(made.size() <= 1, "a second copy after the end");
        if (failure == null) {
            judge.require(
                    succeeded && made.stream().allMatch(copy -> copy.id.equals(image)),
                    "a success that the service does not know: " + image);
        } else if (failure instanceof OperationFailedException) {
            judge.require(cancelled || !succeeded, "told FAILED, but the service succeeded: " + failure);
        } else if (failure instanceof OperationCancelledException) {
            judge.require(cancelled, "told CANCELLED, but nobody cancelled");
        } else if (failure instanceof AmbiguousOutcomeException) {
            judge.require(cancelled || made.isEmpty(), "told ambiguous, but the service shows the copy: lost");
        } else {
            judge.require(false, "an end that is none: " + failure);
        }
    }

    private void runUntilDone(CompletableFuture<?> future) {
        for (int tasks = 0; !future.isDone(); tasks++) {
            judge.require(tasks < MOST_TASKS && time.advanceToNextTask(), "a future that nothing will end");
        }
        judge.requireQuiet(future);
    }
}
