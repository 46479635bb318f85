package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A copy that the application wants exactly once. */
final class LogicalCall {
    private final String name;
    private final CompletableFuture<Operation<String>> starting;
    private Operation<String> handle;
    private boolean ofAClosedClient;

    LogicalCall(String name, CompletableFuture<Operation<String>> starting) {
        this.name = name;
        this.starting = starting;
    }

    String name() {
        return name;
    }

    CompletableFuture<Operation<String>> starting() {
        return starting;
    }

    /** Returns the handle, if there is one yet. */
    Optional<Operation<String>> handle() {
        if (handle == null && starting.isDone() && !starting.isCompletedExceptionally()) {
            handle = starting.join();
        }
        return Optional.ofNullable(handle);
    }

    void continueWith(Operation<String> resumed) {
        handle = resumed;
        ofAClosedClient = false;
    }

    /** Notes that its client was closed, and that no other client has resumed it. */
    void leaveBehind() {
        ofAClosedClient = true;
    }

    boolean needsResume() {
        return ofAClosedClient || handle().isEmpty();
    }

    Optional<ResumeToken> token() {
        if (handle().isPresent()) {
            return Optional.of(handle.resumeToken());
        }
        return starting.isCompletedExceptionally() && Judge.failureOf(starting) instanceof SdkException e
                ? e.resumeToken()
                : Optional.empty();
    }
}
