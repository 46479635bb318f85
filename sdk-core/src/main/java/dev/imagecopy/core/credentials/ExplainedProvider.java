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
import dev.imagecopy.core.spi.CallFlow;
import java.util.concurrent.CompletableFuture;

/**
 * Turns what keeps a source from giving credentials into a {@link CredentialsException}. To whoever makes a call, the refusal
 * of another service is a lack of credentials, and so is a setting that is no use; a chain then looks further.
 *
 * @param service what messages call the service in place of its address, which a setting names; empty where the provider
 *     knows the address itself
 */
record ExplainedProvider<C extends Credentials>(CredentialsProvider<C> source, String service)
        implements CredentialsProvider<C> {

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
        return CallFlow.recover(
                source.resolveAsync(),
                RuntimeException.class,
                thrown -> CompletableFuture.failedFuture(explained(thrown)));
    }

    @Override
    public void invalidate(C refused) {
        source.invalidate(refused);
    }

    private RuntimeException explained(RuntimeException thrown) {
        if (thrown instanceof IllegalArgumentException) {
            return new CredentialsException(String.valueOf(thrown.getMessage()), ErrorContext.none(false), thrown);
        }
        String reason = reason(thrown);
        if (reason.isEmpty()) {
            return thrown;
        }
        ErrorContext context = ErrorContext.none(((SdkException) thrown).retryable());
        return service.isEmpty()
                ? new CredentialsException(String.valueOf(thrown.getMessage()), context, thrown)
                : new CredentialsException(
                        service + " " + reason, context, null); // the cause's message has the address
    }

    /** What went wrong with a call, without its target; empty for what is no lack of credentials, such as the client's end. */
    private static String reason(RuntimeException thrown) {
        if (thrown instanceof ApiException e) {
            return ("answered " + e.status() + " " + e.code()).strip();
        }
        if (thrown instanceof ResponseFormatException e) {
            return "sent an answer that cannot be used: " + e.reason();
        }
        if (thrown instanceof TransportException e) {
            return "is out of reach: " + e.reason();
        }
        return thrown instanceof DeadlineExceededException ? "did not answer in time" : "";
    }
}
