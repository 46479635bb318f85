package dev.imagecopy.core.auth;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for the same fetch of credentials. A request that the fetch makes of a service through a client's connection is
 * not repeated after the last of them has stopped waiting, at its deadline or because it was cancelled, nor more often than they are. Between a call and such a request there may be any
 * provider, also the application's, so the calls are bound to the thread that fetches.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class WaitingCalls implements Supplier<WaitingCalls.Patience> {
    /** Nobody's call: a refresh in the background, or a question that no call asks. */
    private static final Patience ENDLESS = new Patience(() -> Long.MAX_VALUE, Integer.MAX_VALUE);

    private static final ThreadLocal<@Nullable Supplier<Patience>> BOUND = new ThreadLocal<>();

    private final List<Patience> patiences = new ArrayList<>(1); // guarded by this

    /**
     * What one call leaves to the requests for its credentials.
     *
     * @param timeLeft how much of its time is left, in nanoseconds, from now on; none once it has been cancelled
     * @param attempts how often a request may be sent
     */
    public record Patience(LongSupplier timeLeft, int attempts) {
        /** Rejects null. */
        public Patience {
            requireNonNull(timeLeft, "timeLeft");
        }
    }

    private WaitingCalls(Patience first) {
        patiences.add(first);
    }

    /** Returns the calls for which this thread fetches, as far as they are known now. */
    static WaitingCalls joined() {
        Supplier<Patience> bound = BOUND.get();
        return new WaitingCalls(bound == null ? ENDLESS : bound.get());
    }

    /** Returns a fetch for which no call waits. */
    static WaitingCalls none() {
        return new WaitingCalls(ENDLESS);
    }

    /** The call of this thread waits too. */
    synchronized void join() {
        Supplier<Patience> bound = BOUND.get();
        patiences.add(bound == null ? ENDLESS : bound.get()); // however short: those with more time may leave
    }

    /**
     * Returns the calls for which this thread fetches, for a request that it is about to make; more may join them.
     *
     * @return the calls; null if none waits
     */
    public static @Nullable WaitingCalls current() {
        Supplier<Patience> bound = BOUND.get();
        if (bound == null) {
            return null;
        }
        return bound instanceof WaitingCalls calls ? calls : new WaitingCalls(bound.get());
    }

    /**
     * Does something on behalf of a call.
     *
     * @param call what the call leaves to it
     * @param work asks for credentials
     * @param <V> the type of the result
     * @return the result of the work
     */
    public static <V extends @Nullable Object> V on(Supplier<Patience> call, Supplier<V> work) {
        requireNonNull(work, "work");
        Supplier<Patience> outer = BOUND.get();
        BOUND.set(requireNonNull(call, "call"));
        try {
            return work.get();
        } finally {
            BOUND.set(outer);
        }
    }

    /** The patience of the call that waits longest. */
    @Override
    public synchronized Patience get() {
        Patience longest = patiences.get(0);
        long most = longest.timeLeft().getAsLong();
        for (int i = 1; i < patiences.size(); i++) {
            Patience other = patiences.get(i);
            long left = other.timeLeft().getAsLong();
            if (left > most) {
                longest = other;
                most = left;
            }
        }
        return longest;
    }
}
