package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.spi.CallFlow;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A source whose identity the user may have named outright: an agency, a role or a profile. If so, its failure ends a chain of
 * sources, since the next identity would act in another account.
 *
 * @param source reports its failures as {@link CredentialsException}
 * @param setting returns the setting that names the identity, for the message; empty if none does
 */
record NamedIdentity<C extends Credentials>(CredentialsProvider<C> source, Supplier<String> setting)
        implements CredentialsProvider<C> {

    @Override
    public C resolve() {
        try {
            return source.resolve();
        } catch (CredentialsException e) {
            throw ending(e);
        }
    }

    @Override
    public CompletableFuture<C> resolveAsync() {
        return CallFlow.recover(
                source.resolveAsync(),
                CredentialsException.class,
                thrown -> CompletableFuture.failedFuture(ending(thrown)));
    }

    @Override
    public void invalidate(C refused) {
        source.invalidate(refused);
    }

    private CredentialsException ending(CredentialsException failure) {
        String named = failure.isChosen() ? "" : setting.get();
        return named.isEmpty()
                ? failure
                : CredentialsException.chosen(
                                failure.getMessage() + " (" + named + " names this identity, so no other is used)",
                                failure.retryable(),
                                failure.getCause())
                        .dueTo(failure);
    }
}
