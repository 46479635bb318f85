package dev.imagecopy.core.auth;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Caches the credentials of a slow source and refreshes them.
 *
 * <ul>
 *   <li><b>Shared</b>: no matter how many calls need credentials at the same time, the source is asked once.
 *   <li><b>Early</b>: credentials are refreshed in the background 5 minutes before they expire (or a tenth of their lifetime,
 *       if that is shorter), with jitter, while callers keep using the current ones.
 *   <li><b>Last good</b>: if a refresh fails, the current credentials are used until they really expire; the failure is not
 *       cached, and the next refresh is tried after 5 s at the earliest.
 *   <li><b>On behalf of the calls that wait</b>: each ends at its own deadline, whatever the fetch does; requests that the fetch
 *       makes through a client's connection are not repeated after the last of them.
 *   <li><b>Bounded</b>: if the source does not answer for a minute, the next caller asks it again.
 *   <li><b>Invalidated</b>: after {@link #invalidate}, the next caller waits for new credentials.
 * </ul>
 *
 * <p>Lifetimes are measured on the monotonic clock, from the moment of the fetch. The source runs on the given executor, or on
 * a short-lived daemon thread. Thread safety: safe for use by multiple threads.
 *
 * @param <C> the type of credentials
 */
public final class CachingCredentialsProvider<C extends Credentials> implements CredentialsProvider<C> {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration RETRY_AFTER_FAILURE = Duration.ofSeconds(5);

    /** While a fetch takes longer than this, other callers may start a new one. */
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(1);

    /** How many abandoned fetches may still occupy a thread before the source is no longer asked. */
    private static final int MOST_HANGING = 4;

    /** Credentials, with the times on the monotonic clock at which they expire and at which they should be refreshed. */
    private record Held<C>(C credentials, long usableUntil, long refreshFrom, boolean endless) {
        boolean isUsable(long now) {
            return endless || now - usableUntil < 0;
        }

        boolean isDue(long now) {
            return !endless && now - refreshFrom >= 0;
        }
    }

    /** One request to the source. */
    private static final class Fetch<C> {
        final CompletableFuture<C> answer = new CompletableFuture<>();
        final WaitingCalls calls;
        final long begunAt;
        volatile @Nullable C refused; // since the source was asked
        private @Nullable Thread thread; // guarded by this
        private boolean givenUp; // guarded by this

        Fetch(WaitingCalls calls, long begunAt) {
            this.calls = calls;
            this.begunAt = begunAt;
        }

        synchronized void runsHere() {
            thread = Thread.currentThread();
        }

        /** Interrupts the source, in case it blocks interruptibly. */
        synchronized void giveUp() {
            givenUp = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        /** Clears the interrupt. */
        synchronized boolean hasEndedGivenUp() {
            thread = null;
            if (givenUp) {
                boolean unused = Thread.interrupted();
            }
            return givenUp;
        }
    }

    private final CredentialsProvider<C> source;
    private final TimeSource time;
    private final RandomGenerator random;
    private final Executor executor;
    private final Runnable refreshed;
    private final AtomicReference<@Nullable Held<C>> held = new AtomicReference<>();
    private final AtomicReference<@Nullable Fetch<C>> pending = new AtomicReference<>();
    private final AtomicInteger hanging = new AtomicInteger();

    /**
     * Creates a cache for a source.
     *
     * @param source asked on demand; may block
     * @param time the clocks
     * @param random for jitter
     * @param executor runs the source
     * @param refreshed called after each successful fetch
     */
    public CachingCredentialsProvider(
            CredentialsProvider<C> source,
            TimeSource time,
            RandomGenerator random,
            Executor executor,
            Runnable refreshed) {
        requireNonNull(source, "source");
        requireNonNull(time, "time");
        requireNonNull(random, "random");
        requireNonNull(executor, "executor");
        requireNonNull(refreshed, "refreshed");
        this.source = source;
        this.time = time;
        this.random = random;
        this.executor = executor;
        this.refreshed = refreshed;
    }

    /**
     * Creates a cache for a source, with its own daemon threads and random numbers.
     *
     * @param source asked on demand; may block
     * @param time the clocks
     */
    public CachingCredentialsProvider(CredentialsProvider<C> source, TimeSource time) {
        this(source, time, new Random(), CachingCredentialsProvider::runOnDaemon, () -> {});
    }

    @Override
    public C resolve() {
        CompletableFuture<C> future = resolveAsync();
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException("interrupted while waiting for credentials", ErrorContext.none(true), e);
        } catch (ExecutionException e) {
            throw asCredentialsException(e.getCause());
        }
    }

    @Override
    public CompletableFuture<C> resolveAsync() {
        Held<C> present = held.get();
        long now = time.nanoTime();
        if (present == null || !present.isUsable(now)) {
            return fetch(true).copy(); // a copy, since a caller may cancel the future that it gets
        }
        if (present.isDue(now)) {
            // continues in the background; callers keep using the current ones
            CompletableFuture<C> unused = fetch(false);
        }
        return CompletableFuture.completedFuture(present.credentials());
    }

    @Override
    public void invalidate(C refused) {
        requireNonNull(refused, "refused");
        Held<C> present = held.get();
        if (present != null && present.credentials().equals(refused)) {
            try {
                source.invalidate(refused); // first, because a caller that finds nothing here asks the source at once
            } finally {
                Fetch<C> fetch = pending.get();
                if (fetch != null) {
                    fetch.refused = refused;
                }
                forget(refused);
            }
        }
    }

    private void forget(@Nullable C refused) {
        held.updateAndGet(now -> now != null && now.credentials().equals(refused) ? null : now);
    }

    /**
     * Abandons the fetch in progress, if there is one, for example when a client is closed: its thread is interrupted, and
     * callers that wait for it get a {@code CredentialsException}. The next call fetches again.
     */
    public void abandon() {
        Fetch<C> fetch = pending.getAndSet(null);
        if (fetch != null) {
            giveUp(fetch, "was asked by a client that is closed now");
        }
    }

    /**
     * Joins the fetch in progress, or starts one.
     *
     * @param awaited whether the call of this thread waits for it
     */
    private CompletableFuture<C> fetch(boolean awaited) {
        long now = time.nanoTime();
        Fetch<C> mine = new Fetch<>(awaited ? WaitingCalls.joined() : WaitingCalls.none(), now);
        Fetch<C> other = pending.compareAndExchange(null, mine);
        if (other != null) {
            if (now - other.begunAt < LONGEST_FETCH.toNanos() || hanging.get() >= MOST_HANGING) {
                if (awaited) {
                    other.calls.join();
                }
                return other.answer;
            }
            if (!pending.compareAndSet(other, mine)) {
                return fetch(awaited);
            }
            giveUp(other, "did not answer for " + LONGEST_FETCH.toSeconds() + " s");
        }
        Held<C> present = held.get();
        if (present != null && present.isUsable(now) && !present.isDue(now)) {
            pending.compareAndSet(mine, null); // another fetch has ended since the caller looked
            mine.answer.complete(present.credentials());
            return mine.answer;
        }
        try {
            executor.execute(() -> run(mine));
        } catch (RuntimeException | Error e) {
            finish(mine, null, e);
        }
        return mine.answer;
    }

    private void giveUp(Fetch<C> fetch, String why) {
        hanging.incrementAndGet();
        fetch.giveUp();
        fetch.answer.completeExceptionally(
                new CredentialsException("the source of credentials " + why, ErrorContext.none(true), null));
    }

    private void run(Fetch<C> mine) {
        mine.runsHere();
        C credentials = null;
        Throwable failure = null;
        try {
            do { // a source that was asked before the refusal may have read what was refused
                mine.refused = null;
                credentials = WaitingCalls.on(mine.calls, source::resolve);
            } while (credentials != null && credentials.equals(mine.refused));
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        if (mine.hasEndedGivenUp()) {
            hanging.decrementAndGet();
        }
        finish(mine, credentials, failure);
    }

    private void finish(Fetch<C> mine, @Nullable C credentials, @Nullable Throwable failure) {
        if (pending.get() != mine) {
            return; // abandoned; its callers have been notified
        }
        Throwable why = failure;
        boolean remembered = false;
        try {
            remember(credentials);
            forget(mine.refused); // since the source has answered
            remembered = true;
        } catch (RuntimeException | Error e) { // from a clock, or from credentials that cannot tell when they expire
            why = failure == null ? e : failure;
        }
        pending.compareAndSet(mine, null);
        if (credentials != null && remembered) {
            mine.answer.complete(credentials);
            tellRefreshed();
        } else {
            mine.answer.completeExceptionally(asCredentialsException(why));
        }
    }

    private void remember(@Nullable C credentials) {
        Held<C> present = held.get();
        if (credentials != null) {
            held.set(hold(credentials));
        } else if (present != null) {
            held.compareAndSet(present, laterRefresh(present)); // unless they have been invalidated
        }
    }

    @SuppressWarnings("EmptyCatch") // the fetch succeeded, even if an observer fails
    private void tellRefreshed() {
        try {
            refreshed.run();
        } catch (RuntimeException ignored) {
            // an observer must not undo what was fetched
        }
    }

    private Held<C> hold(C credentials) {
        long now = time.nanoTime();
        Optional<Instant> end = credentials.expiresAt();
        if (end.isEmpty()) {
            return new Held<>(credentials, 0, 0, true);
        }
        long life = Math.max(0, TimeSource.saturatedNanos(Duration.between(time.now(), end.get())));
        long early = Math.min(EARLY.toNanos(), life / 10);
        long jitter = (long) (early * 0.2 * random.nextDouble());
        return new Held<>(credentials, now + life, now + life - early - jitter, false);
    }

    private Held<C> laterRefresh(Held<C> present) {
        return new Held<>(
                present.credentials(),
                present.usableUntil(),
                time.nanoTime() + RETRY_AFTER_FAILURE.toNanos(),
                present.endless());
    }

    private static CredentialsException asCredentialsException(@Nullable Throwable cause) {
        return cause instanceof CredentialsException e
                ? e
                : new CredentialsException(
                        cause == null ? "the source of credentials returned null" : "the source of credentials failed",
                        ErrorContext.none(false),
                        cause);
    }

    private static void runOnDaemon(Runnable work) {
        Thread thread = new Thread(work, "image-copy-credentials");
        thread.setDaemon(true);
        thread.start();
    }
}
