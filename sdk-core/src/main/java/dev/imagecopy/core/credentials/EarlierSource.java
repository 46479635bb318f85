package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A source of a chain that comes before those that act on certain settings: once it has credentials, these settings have no
 * effect, which is said once.
 *
 * @param warning warns about those that are set and name others than the credentials
 * @param told whether it has been called
 */
record EarlierSource<C extends Credentials>(CredentialsProvider<C> source, Consumer<C> warning, AtomicBoolean told)
        implements CredentialsProvider<C> {

    EarlierSource(CredentialsProvider<C> source, Consumer<C> warning) {
        this(source, warning, new AtomicBoolean());
    }

    @Override
    public C resolve() {
        C found = source.resolve();
        warn(found);
        return found;
    }

    @Override
    public CompletableFuture<C> resolveAsync() {
        CompletableFuture<C> asked = source.resolveAsync();
        return told.get()
                ? asked
                : asked.thenApply(found -> {
                    warn(found);
                    return found;
                });
    }

    @Override
    public void invalidate(C refused) {
        source.invalidate(refused);
    }

    private void warn(C found) {
        if (!told.get() && told.compareAndSet(false, true)) {
            warning.accept(found);
        }
    }
}
