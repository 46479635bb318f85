package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.WaitingCalls;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.internal.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Resolves credentials before a deadline, so that a source that never answers does not block a call for longer than allowed. */
final class CredentialsResolver<C extends Credentials> implements Supplier<CompletableFuture<C>> {
    private final ClientContext<C> context;

    CredentialsResolver(ClientContext<C> context) {
        this.context = context;
    }

    C resolve(CallClock clock) {
        CompletableFuture<C> found = asked(clock);
        try {
            return found.isDone() ? found.get() : clock.await(found);
        } catch (ExecutionException e) {
            throw Futures.unwrap(e);
        } catch (TimeoutException e) {
            throw late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException("interrupted while waiting for credentials", ErrorContext.none(true), e);
        }
    }

    /** Cancelling the future does not affect others that wait for the same credentials. */
    CompletableFuture<C> resolveAsync(CallClock clock) {
        CompletableFuture<C> found = asked(clock);
        if (found.isDone()) {
            return found;
        }
        CompletableFuture<C> inTime = found.copy();
        PatientWait limit = clock.limit(() -> inTime.completeExceptionally(late()));
        inTime.whenComplete((value, thrown) -> limit.cancel());
        return inTime;
    }

    /** Asks the source. */
    @Override
    public CompletableFuture<C> get() {
        return context.profile().credentials().resolveAsync();
    }

    /** An exception that a source throws ends the call like one in its future: an earlier attempt may have been executed. */
    private CompletableFuture<C> asked(CallClock clock) {
        CompletableFuture<C> found;
        try {
            found = WaitingCalls.on(clock, this);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
        return found == null ? CompletableFuture.failedFuture(ClientConnection.noCredentials()) : found;
    }

    private static CredentialsException late() {
        return new CredentialsException("no credentials came before the deadline", ErrorContext.none(true), null);
    }
}
