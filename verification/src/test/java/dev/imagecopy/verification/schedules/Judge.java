package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.error.SdkException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Checks what must be true in one run. A failure shows the seed and all moves so far. */
final class Judge {
    /** The secret, in the forms in which a service may quote it. */
    private static final List<String> SECRETS = List.of(ModelType.SECRET, "CANARY-7F3A91C2", "Y2FuYXJ5LTdmM2E5MWMy");

    private final long seed;
    private final List<String> moves = new ArrayList<>();
    private String wrong = "";

    Judge(long seed) {
        this.seed = seed;
    }

    /** Records what the run does next. */
    void move(String what) {
        moves.add(what);
    }

    void require(boolean holds, String otherwise) {
        if (!holds) {
            throw failure(otherwise, null);
        }
    }

    AssertionError failure(String what, Throwable cause) {
        return new AssertionError("seed " + seed + ": " + what + "; moves: " + String.join(", ", moves), cause);
    }

    /** Like {@link #require}, for code whose exceptions the engine catches: the run fails when it ends. */
    void note(boolean holds, String otherwise) {
        if (!holds && wrong.isEmpty()) {
            wrong = otherwise;
        }
    }

    void requireNothingNoted() {
        require(wrong.isEmpty(), wrong);
    }

    void hear(Object told) {
        requireNoSecret(String.valueOf(told));
    }

    void requireQuiet(CompletableFuture<?> future) {
        if (future.isCompletedExceptionally()) {
            requireNoSecret(failureOf(future));
        } else if (future.isDone()) {
            requireNoSecret(String.valueOf(future.join()));
        }
    }

    void requireNoSecret(Throwable failure) {
        requireNoSecret(failure.toString());
        if (failure.getCause() != null) {
            requireNoSecret(failure.getCause());
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            requireNoSecret(suppressed);
        }
    }

    void requireNoSecret(String text) {
        for (String secret : SECRETS) {
            if (text.contains(secret)) {
                note(false, "a secret in: " + text); // the engine may catch the error thrown below
                require(false, "a secret in: " + text);
            }
        }
    }

    /** Requires an exception of the SDK, or the one that the misbehaving code itself threw. */
    void requireTyped(Throwable failure) {
        require(
                failure instanceof SdkException
                        || String.valueOf(failure.getMessage()).startsWith("mischief"),
                "an exception that is not the SDK's: " + failure);
    }

    static Throwable failureOf(CompletableFuture<?> future) {
        try {
            future.join();
            throw new IllegalStateException("it did not fail");
        } catch (CompletionException e) {
            return e.getCause();
        } catch (CancellationException e) {
            return e;
        }
    }
}
