package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A credentials provider that may throw, fail, return null, or take a long time. */
final class SignIn implements CredentialsProvider<ModelType.Key> {
    private final TimeSource time;
    private final Mischief mischief;
    private final List<TimeSource.Timer> underWay = new ArrayList<>();
    private int invalidated;
    private boolean hurried;

    SignIn(TimeSource time, Mischief mischief) {
        this.time = time;
        this.mischief = mischief;
    }

    /** Sets whether a caller blocks until it returns: then it must return immediately, since nobody would advance the clock. */
    void hurried(boolean now) {
        hurried = now;
    }

    @Override
    public ModelType.Key resolve() {
        return new ModelType.Key(Secret.of(ModelType.SECRET), invalidated);
    }

    @Override
    public CompletableFuture<ModelType.Key> resolveAsync() {
        mischief.at("source of credentials");
        if (!mischief.happens(2)) {
            return CompletableFuture.completedFuture(resolve());
        }
        return switch (mischief.random().nextInt(hurried ? 3 : 5)) {
            case 0 -> null;
            case 1 -> CompletableFuture.completedFuture(null);
            case 2 ->
                CompletableFuture.failedFuture(
                        new CredentialsException("mischief of the source", ErrorContext.none(true), null));
            case 3 -> late(Duration.ofSeconds(mischief.random().nextInt(100)));
            default -> late(Duration.ofHours(1)); // long after any deadline
        };
    }

    private CompletableFuture<ModelType.Key> late(Duration delay) {
        CompletableFuture<ModelType.Key> found = new CompletableFuture<>();
        underWay.add(time.schedule(delay, () -> found.complete(resolve())));
        return found;
    }

    /** Drops credentials that have not been returned yet. */
    void end() {
        underWay.forEach(TimeSource.Timer::cancel);
    }

    @Override
    public void invalidate(ModelType.Key refused) {
        mischief.at("source of credentials");
        invalidated++;
    }
}
