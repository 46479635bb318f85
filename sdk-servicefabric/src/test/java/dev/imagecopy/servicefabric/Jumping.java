package dev.imagecopy.servicefabric;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for operations on a clock that jumps from one task to the next. */
final class Jumping {
    private static final Duration HOURS = Duration.ofHours(5);
    private static final int MAX_TASKS = 10_000;

    private final ManualTimeSource time;

    Jumping(ManualTimeSource time) {
        this.time = time;
    }

    CopiedContent finish(Operation<CopiedContent> copy) {
        return finish(copy, () -> {});
    }

    CopiedContent finish(Operation<CopiedContent> copy, Runnable afterEachTask) {
        CompletableFuture<CopiedContent> done = copy.awaitAsync(HOURS);
        for (int i = 0; !done.isDone() && i < MAX_TASKS && time.advanceToNextTask(); i++) {
            afterEachTask.run();
        }
        try {
            return done.join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }
}
