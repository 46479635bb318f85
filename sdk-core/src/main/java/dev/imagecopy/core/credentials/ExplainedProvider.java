package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.TransportException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Turns what keeps a source from giving credentials into a {@link CredentialsException}. To whoever makes a call, the refusal
 * of another service is a lack of credentials, and so is a setting that is no use; a chain then looks further.
 */
record ExplainedProvider<C extends Credentials>(CredentialsProvider<C> source) implements CredentialsProvider<C> {

    @Override
    public C resolve() {
        try {
            return source.resolve();
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    @Override
    public CompletableFuture<C> resolveAsync() {
        return source.resolveAsync().exceptionallyCompose(thrown -> {
            Throwable cause =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            return CompletableFuture.failedFuture(cause instanceof RuntimeException e ? explained(e) : cause);
        });
    }

    @Override
    public void invalidate(C refused) {
        source.invalidate(refused);
    }

    private static RuntimeException explained(RuntimeException thrown) {
        if (thrown instanceof ApiException
                || thrown instanceof TransportException
                || thrown instanceof ResponseFormatException
                || thrown instanceof DeadlineExceededException) {
            boolean retryable = ((SdkException) thrown).retryable();
            return new CredentialsException(String.valueOf(thrown.getMessage()), ErrorContext.none(retryable), thrown);
        }
        return thrown instanceof IllegalArgumentException
                ? new CredentialsException(String.valueOf(thrown.getMessage()), ErrorContext.none(false), thrown)
                : thrown;
    }
}
