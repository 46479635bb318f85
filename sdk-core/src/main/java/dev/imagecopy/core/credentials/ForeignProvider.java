package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.CachingCredentialsProvider;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.WaitingCalls;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.time.Workers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A provider of the application's, which may block. It is asked on threads of its own, so that a call can stop waiting for it at
 * its deadline, and so that it holds neither the thread that starts an asynchronous call nor those that poll. If so many calls
 * hang in it that no thread is left, later ones wait for one, until their own deadlines.
 */
final class ForeignProvider<C extends Credentials> implements CredentialsProvider<C> {
    private static final int MOST_AT_ONCE = 64;

    /** How many questions may hang before others have to wait. */
    private static final int MOST_BLOCKED = 1024;

    /** With the clock of a test, an answer that is about to come must not be late because the test moves the clock. */
    private static final long MOMENT_MILLIS = 1000;

    private final CredentialsProvider<C> provider;
    private final Workers threads = new Workers("image-copy-credentials-", MOST_AT_ONCE, MOST_BLOCKED);

    private final boolean waitsAMoment;

    private ForeignProvider(CredentialsProvider<C> provider, boolean waitsAMoment) {
        this.provider = provider;
        this.waitsAMoment = waitsAMoment;
    }

    /** Wraps a provider, unless it is known to answer at once or to use threads of its own. */
    static <C extends Credentials> CredentialsProvider<C> of(
            CredentialsProvider<C> provider, ClientConnection<C> connection) {
        if (provider instanceof CachingCredentialsProvider<C> cache) {
            connection.onClose(cache::abandon);
            return provider;
        }
        if (provider instanceof CredentialsProvider.Fixed<?>) {
            return provider;
        }
        ForeignProvider<C> foreign =
                new ForeignProvider<>(provider, !connection.time().movesByItself());
        connection.onClose(foreign.threads::close);
        return foreign;
    }

    @Override
    public C resolve() {
        return provider.resolve();
    }

    @Override
    public CompletableFuture<C> resolveAsync() {
        CompletableFuture<C> found = new CompletableFuture<>();
        try {
            WaitingCalls calls = WaitingCalls.current(); // what the provider asks for is still for them
            threads.execute(() -> ask(found, calls));
        } catch (RejectedExecutionException closed) {
            found.completeExceptionally(new ClientClosedException(ErrorContext.none(false), Optional.empty()));
        } catch (OutOfMemoryError noThread) {
            found.completeExceptionally(new CredentialsException(
                    "the system could not start another thread to ask for credentials",
                    ErrorContext.none(true),
                    noThread));
        }
        if (waitsAMoment) {
            waitFor(found);
        }
        return found;
    }

    private static void waitFor(CompletableFuture<?> found) {
        CountDownLatch done = new CountDownLatch(1);
        found.whenComplete((value, thrown) -> done.countDown());
        try {
            boolean unused = done.await(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param calls the calls that wait for the answer; null if none does */
    private void ask(CompletableFuture<C> found, @Nullable WaitingCalls calls) {
        if (found.isDone()) {
            return; // the call was cancelled while it waited for a thread
        }
        try {
            CompletableFuture<C> asked =
                    calls == null ? provider.resolveAsync() : WaitingCalls.on(calls, provider::resolveAsync);
            if (asked == null) {
                found.completeExceptionally(ClientConnection.noCredentials());
                return;
            }
            asked.whenComplete((value, thrown) -> {
                if (thrown == null) {
                    found.complete(value);
                } else {
                    found.completeExceptionally(thrown);
                }
            });
        } catch (RuntimeException | Error e) {
            found.completeExceptionally(e);
        }
    }

    @Override
    public void invalidate(C refused) {
        provider.invalidate(refused);
    }
}
